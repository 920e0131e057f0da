/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_TIDY_H
#define PTDESC_TIDY_H

#include "buf.h"

/*
 * tidy() - append @after with the formatting restored that a rewrite of
 * @before disturbed. Only lines that differ from @before change.
 */
void tidy(const struct buf *before, const struct buf *after, struct buf *out);

/*
 * Its passes, in this order. Each compares the two texts anew and appends the
 * better text.
 */

/* tidy_blanks() - blanks at the end of lines, doubled blank lines. */
void tidy_blanks(const struct buf *before, const struct buf *after,
		 struct buf *out);

/* tidy_declarations() - the blank line after a block of declarations. */
void tidy_declarations(const struct buf *before, const struct buf *after,
		       struct buf *out);

/* tidy_else() - an `else` that lost the line of its brace. */
void tidy_else(const struct buf *before, const struct buf *after,
	       struct buf *out);

/* tidy_arguments() - lines aligned to an open parenthesis that moved. */
void tidy_arguments(const struct buf *before, const struct buf *after,
		    struct buf *out);

/* tidy_indent() - tabs for a function of spaces that was rewritten. */
void tidy_indent(const struct buf *before, const struct buf *after,
		 struct buf *out);

/*
 * tidy_width() - breaks lines that grew beyond 80 columns, and joins what was
 * one line and fits.
 */
void tidy_width(const struct buf *before, const struct buf *after,
		struct buf *out);

/* tidy_macros() - the column of backslashes in macros. */
void tidy_macros(const struct buf *before, const struct buf *after,
		 struct buf *out);

/* tidy_arms() - an #if around two arms that became the same goes. */
void tidy_arms(const struct buf *before, const struct buf *after,
	       struct buf *out);

#endif
