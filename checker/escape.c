// SPDX-License-Identifier: GPL-2.0-only
/* Strings that others wrote, on their way to a terminal. */
#include <stdbool.h>
#include <string.h>

#include "escape.h"
#include "json.h"

static void print(FILE *out, const char *string, const char *kept)
{
	const unsigned char *s = (const unsigned char *)string;

	while (*s) {
		int len = utf8_length(s);
		bool control = *s < 0x20 || *s == 0x7f ||
			       (*s == 0xc2 && s[1] < 0xa0);

		if (len && (!control || (*s < 0x80 && strchr(kept, *s)))) {
			s += fwrite(s, 1, (size_t)len, out);
			continue;
		}
		do
			fprintf(out, "\\%03o", *s++);
		while (--len > 0);
	}
}

void escape_print(FILE *out, const char *s)
{
	print(out, s, "");
}

void escape_print_lines(FILE *out, const char *s)
{
	print(out, s, "\n\t");
}
