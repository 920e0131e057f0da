/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_PATTERN_H
#define PTDESC_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"

/* A Perl regular expression and what takes the place of its matches. */
struct pattern;

/*
 * pattern_new() - compile /RE/REPL/, with any delimiter, as sed has it.
 * @src: text that begins with the delimiter; *@rest becomes what follows the
 *	 last delimiter.
 * @flexible: a plain space also matches a line break with the leader that
 *	 comment lines have.
 * @why: receives what is wrong, without a newline.
 * Returns NULL on an error.
 */
struct pattern *pattern_new(const char *src, const char **rest, bool flexible,
			    char *why, size_t why_size);

/* pattern_free() - NULL is fine. */
void pattern_free(struct pattern *p);

/*
 * pattern_apply() - append the text with all matches replaced.
 * Text that is not UTF-8 is treated as bytes. Returns how many matches.
 */
size_t pattern_apply(const struct pattern *p, const char *text, size_t len,
		     struct buf *out);

#endif
