/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_JSON_H
#define PTDESC_JSON_H

#include <stdio.h>

/**
 * json_quote() - print a string as JSON, quotes included; NULL is null.
 *
 * A byte that is not UTF-8 becomes the lone surrogate U+DC80..U+DCFF that
 * Python's "surrogateescape" maps back, so that file names survive.
 */
void json_quote(FILE *out, const char *s);

/** utf8_length() - of the UTF-8 sequence at @s, in bytes; 0 if it is none. */
int utf8_length(const unsigned char *s);

#endif
