/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_ESCAPE_H
#define PTDESC_ESCAPE_H

#include <stdio.h>

/**
 * escape_print() - print a string that others wrote so that no byte of it
 * commands a terminal.
 *
 * Control characters, those of C1 too, and what is not UTF-8 become \ooo, as
 * git quotes names.
 */
void escape_print(FILE *out, const char *s);

/** escape_print_lines() - the same, but newlines and tabs stay. */
void escape_print_lines(FILE *out, const char *s);

#endif
