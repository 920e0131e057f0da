// SPDX-License-Identifier: GPL-2.0-only
/* Hunks as a text that can be read: what they cut is opened and closed. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "mail.h"
#include "shown.h"

/* `line`: of the file, or NULL for one that is made up. */
static void put_line(struct shown *t, const char *s, size_t len,
		     const struct series_line *line)
{
	GROW(t->lines, t->count, t->capacity);
	t->lines[t->count++] = (struct shown_line){
		.number = line ? line->number : 0,
		.added = line && !line->base, .off = (uint32_t)t->text.len,
	};
	buf_add(&t->text, s, len);
	buf_puts(&t->text, "\n");
}

/* Which way do the braces in the first column lead out of the lines? */
static bool ends_inside(const struct series_line *l, size_t count, bool inside)
{
	for (size_t i = 0; i < count; i++) {
		if (l[i].len && *l[i].text == '}')
			inside = false;
		else if (l[i].len && *l[i].text == '{')
			inside = true;
	}
	return inside;
}

static bool is_continued(const struct series_line *l)
{
	return l->len && l->text[l->len - 1] == '\\';
}

static bool is_label(const struct series_line *l)
{
	return l->text[l->len - 1] == ':' && !memchr(l->text, ' ', l->len);
}

/* Does a run of lines begin in the body of something? */
static bool begins_inside(const struct series_line *l, size_t count)
{
	bool indented = false;

	for (size_t i = 0; i < count; i++) {
		char c = l[i].len ? *l[i].text : ' ';

		if (c == '}' || (l[i].len && is_label(&l[i])))
			return true;
		indented |= c == '\t';
		if (c == ' ' || c == '\t' || c == '#' || c == '/')
			continue;
		return false;
	}
	return indented;
}

/*
 * The header of what a hunk is in may be cut: close what it opens. Without
 * one, as diff writes hunks without -p, any header will do.
 */
static void put_section(struct shown *t, const struct series_line *l)
{
	struct buf b = { 0 };
	int open = 0;

	if (is_continued(l)) {
		buf_puts(&b, "#define " SHOWN_UNKNOWN "(x) \\");
		put_line(t, b.data, b.len, NULL);
		buf_free(&b);
		return;
	}
	for (uint32_t i = 0; i < l->section_len; i++) {
		open += l->section[i] == '(';
		open -= l->section[i] == ')';
	}
	buf_add(&b, l->section, l->section_len);
	while (b.len && strchr(" \t{,", b.data[b.len - 1]))
		b.len--;
	for (; open > 0 && open < 8; open--)
		buf_puts(&b, ")");
	if (!b.len)
		buf_puts(&b, "void " SHOWN_UNKNOWN "(void)");
	put_line(t, b.data, b.len, NULL);
	put_line(t, "{", 1, NULL);
	buf_free(&b);
}

/* Follows comments over a line, as far as their signs tell. */
static void follow_comment(const struct series_line *l, bool *open,
			   bool *began_inside)
{
	for (uint32_t i = 0; i + 1 < l->len; i++) {
		if (!*open && l->text[i] == '/' && l->text[i + 1] == '/')
			return;
		if (!*open && l->text[i] == '/' && l->text[i + 1] == '*') {
			*open = true;
			i++;
		} else if (l->text[i] == '*' && l->text[i + 1] == '/') {
			if (!*open)
				*began_inside = true;
			*open = false;
			i++;
		}
	}
}

/* The lines of a run; a comment that it cuts is opened or closed. */
static void put_lines(struct shown *t, const struct series_lines *all,
		      size_t first, size_t end)
{
	bool open = false, began_inside = false;

	for (size_t i = first; i < end; i++)
		follow_comment(&all->list[i], &open, &began_inside);
	if (began_inside)
		put_line(t, "/*", 2, NULL);
	for (size_t i = first; i < end; i++)
		put_line(t, all->list[i].text, all->list[i].len, &all->list[i]);
	if (open)
		put_line(t, "*/", 2, NULL);
}

/* The header of what is open behind the lines of a run: its last one. */
static struct span open_header(const struct series_line *l, size_t count)
{
	for (size_t i = count; i-- > 0;)
		if (l[i].len && (isalpha((unsigned char)*l[i].text) ||
				 *l[i].text == '_') && !is_label(&l[i]))
			return (struct span){ l[i].text, l[i].len };
	return (struct span){ l->section, l->section_len };
}

/* Hunks of one function, with what lies between them left out. */
static bool goes_on(struct span header, const struct series_line *l)
{
	size_t len = header.len < l->section_len ? header.len : l->section_len;

	return len > 8 && !memcmp(header.text, l->section, len);
}

/* `header`: of the function that the run before left open, or empty. */
static struct span put_run(struct shown *t, const struct series_lines *all,
			   size_t first, size_t end, struct span header)
{
	const struct series_line *l = &all->list[first];
	bool inside = begins_inside(l, end - first);
	bool continues = inside && goes_on(header, l);

	if (header.len && !continues)
		put_line(t, "}", 1, NULL);
	if (inside && !continues)
		put_section(t, l);
	put_lines(t, all, first, end);
	if (ends_inside(l, end - first, inside && !is_continued(l)))
		return open_header(l, end - first);
	return (struct span){ 0 };
}

static void put_hunks(struct shown *t, const struct series_lines *lines)
{
	struct span header = { 0 };
	size_t first = 0;

	for (size_t i = 1; i <= lines->count; i++) {
		if (i < lines->count && !lines->list[i].section_len &&
		    lines->list[i].number == lines->list[i - 1].number + 1)
			continue;
		header = put_run(t, lines, first, i, header);
		first = i;
	}
	if (header.len)
		put_line(t, "}", 1, NULL);
}

void shown_add(struct shown *t, const struct series_lines *lines, bool whole)
{
	if (!whole) {
		put_hunks(t, lines);
		return;
	}
	for (size_t i = 0; i < lines->count; i++)
		put_line(t, lines->list[i].text, lines->list[i].len,
			 &lines->list[i]);
}

void shown_free(struct shown *s)
{
	buf_free(&s->text);
	free(s->lines);
	*s = (struct shown){ 0 };
}
