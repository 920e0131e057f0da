/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_PARENS_H
#define PTDESC_PARENS_H

#include "edit/columns.h"
#include "lex.h"
#include "edit/linediff.h"

#define MAX_PARENS 32

/* The parentheses of a line: those it leaves open, as columns. */
struct parens {
	long open[MAX_PARENS];
	int nr;		/* may be more than the columns that are kept */
	int closed;	/* of those that earlier lines opened */
};

/* parens_follow() - go on with the next token of a line's text. */
void parens_follow(struct parens *p, const char *text, const struct token *t);

/* parens_read() - all parentheses of a line; `nr` is at most MAX_PARENS. */
void parens_read(struct parens *p, const struct line *l);

/* indent_len(), indent_of() - the bytes and the columns before a line's text. */
size_t indent_len(const struct line *l);
size_t indent_of(const struct line *l);

/* ends_with_token() - is the last token of the line's code spelled @s? */
bool ends_with_token(const struct line *l, const char *s);

/*
 * lines_in_comments() - for each of @nr lines, and one more: does it begin
 * inside a comment? Release it with free().
 */
bool *lines_in_comments(const struct buf *text, size_t nr);

#endif
