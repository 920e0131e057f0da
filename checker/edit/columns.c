// SPDX-License-Identifier: GPL-2.0-only
/* Columns of lines, as the kernel counts them: tabs of 8. */

#include "edit/columns.h"

size_t text_width(const char *text, size_t len, size_t from)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\t')
			from = (from | 7) + 1;
		else if ((text[i] & 0xc0) != 0x80)
			from++;
	}
	return from;
}

void add_indent(struct buf *b, size_t from, size_t to)
{
	while ((from | 7) + 1 <= to) {
		buf_add(b, "\t", 1);
		from = (from | 7) + 1;
	}
	if (from < to)
		buf_fill(b, ' ', to - from);
}

void add_backslash(struct buf *b, size_t from, size_t to)
{
	if (from >= to)
		buf_add(b, " ", 1);
	else if (from + 1 == to)
		buf_add(b, " ", 1);
	else
		add_indent(b, from, to);
	buf_add(b, "\\", 1);
}

size_t text_end(const char *line, size_t len, bool cont)
{
	if (cont && len && line[len - 1] == '\\')
		len--;
	while (len && (line[len - 1] == ' ' || line[len - 1] == '\t'))
		len--;
	return len;
}

long backslash_column(const char *line, size_t len)
{
	if (!len || line[len - 1] != '\\')
		return -1;
	return text_width(line, len - 1, 0);
}
