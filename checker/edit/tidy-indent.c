// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions indented by spaces: tabs, once much of one is rewritten. Of a
 * function that hardly changes only the added lines get them.
 */

#include <stdlib.h>
#include <string.h>

#include "outline.h"
#include "edit/parens.h"
#include "edit/tidy.h"

#define TAB 8

/* The lines of a function's body without its braces, counted from 0. */
struct body {
	size_t first, end;
	size_t unit;	/* the columns of one level */
};

/* What the lines so far of a body say about the next one. */
struct level {
	long was[MAX_PARENS], now[MAX_PARENS];	/* open parentheses */
	int nr;
	long stmt_was, stmt_now;	/* where the statement begins */
	bool open;			/* it goes on after an operator */
};

static bool is_text(const struct line *l)
{
	size_t n = indent_len(l);

	return n < l->len && l->text[n] != '#';
}

static void find_body(struct body *b, const struct lines *l,
		      const struct elem *e, const char *text)
{
	memset(b, 0, sizeof(*b));
	b->end = e->last_line ? e->last_line - 1 : 0;
	if (b->end > l->nr)
		b->end = l->nr;
	b->first = e->first_line - 1;
	while (b->first < b->end && l->at[b->first].text <= text + e->body)
		b->first++;
}

/* The columns of the first level, if it is spaces that make them. */
static size_t unit_of(const struct lines *l, const struct body *b)
{
	for (size_t i = b->first; i < b->end; i++) {
		size_t n = indent_len(&l->at[i]);

		if (!is_text(&l->at[i]))
			continue;
		return n < 2 || n > TAB || memchr(l->at[i].text, '\t', n) ?
			0 : n;
	}
	return 0;
}

/* Did the rewrite make a third of the lines, and spaces most of them? */
static bool is_rewritten(const struct linediff *d, const struct body *b)
{
	size_t all = 0, changed = 0, spaces = 0, tabs = 0;

	for (size_t i = b->first; i < b->end; i++) {
		const struct line *l = &d->b.at[i];

		if (!is_text(l))
			continue;
		all++;
		changed += d->a_of_b[i] < 0;
		spaces += *l->text == ' ';
		tabs += *l->text == '\t';
	}
	return 3 * changed >= all && spaces > tabs;
}

/* Do the lines around @i, in which nothing else changed, adjoin in a? */
static bool is_added(const struct linediff *d, const struct body *b, size_t i)
{
	size_t from = i, to = i;

	if (d->a_of_b[i] >= 0)
		return false;
	while (from > b->first && d->a_of_b[from] < 0)
		from--;
	while (to + 1 < b->end && d->a_of_b[to] < 0)
		to++;
	return d->a_of_b[from] >= 0 && d->a_of_b[to] == d->a_of_b[from] + 1;
}

/* Lines that have tabs already stay, so that a second pass changes nothing. */
static void leave_old(const struct linediff *d, const struct body *b,
		      long *column)
{
	for (size_t i = b->first; i < b->end; i++) {
		const struct line *l = &d->b.at[i];

		if (!is_added(d, b, i) || !memchr(l->text, ' ', indent_len(l)))
			column[i] = -1;
	}
}

/* Does a statement go on in the next line, in no parenthesis? */
static bool goes_on(const struct line *l)
{
	static const char *const ends[] = {
		"=", "+", "-", "*", "/", "|", "&", "&&", "||", "?", ",",
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (ends_with_token(l, ends[i]))
			return true;
	return false;
}

/* The new column of a line's text. */
static long new_column(const struct level *v, const struct line *l,
		       bool in_comment, size_t unit)
{
	long was = indent_of(l), now;

	if (!in_comment && v->nr && was == v->was[v->nr - 1] + 1)
		return v->now[v->nr - 1] + 1;
	if (in_comment || v->nr || v->open) {
		now = was + v->stmt_now - v->stmt_was;
		return now < 0 ? 0 : now;
	}
	if (was < (long)unit)
		return was;
	/* Tabs that an earlier rewrite added are no levels of spaces. */
	if (was % (long)unit && !memchr(l->text, ' ', indent_len(l)))
		return was;
	return was / (long)unit * TAB;
}

/* Parentheses that line @l, now in column @now, closes and opens. */
static void update(struct level *v, const struct line *l, long now)
{
	size_t n = indent_len(l);
	struct parens was, is;
	struct buf moved = { 0 };
	struct line m;

	if (!v->nr && !v->open) {
		v->stmt_was = indent_of(l);
		v->stmt_now = now;
	}
	add_indent(&moved, 0, now);
	buf_add(&moved, l->text + n, l->len - n);
	m = (struct line){ moved.data, moved.len };
	parens_read(&was, l);
	parens_read(&is, &m);
	v->nr = v->nr > was.closed ? v->nr - was.closed : 0;
	for (int k = 0; k < is.nr && v->nr < MAX_PARENS; k++) {
		v->was[v->nr] = was.open[k];
		v->now[v->nr++] = is.open[k];
	}
	v->open = goes_on(l);
	buf_free(&moved);
}

static void indent_body(const struct linediff *d, const struct body *b,
			const bool *in_comment, long *column)
{
	struct level v = { .nr = 0 };

	for (size_t i = b->first; i < b->end; i++) {
		const struct line *l = &d->b.at[i];

		if (!is_text(l))
			continue;
		column[i] = new_column(&v, l, in_comment[i], b->unit);
		if (!in_comment[i])
			update(&v, l, column[i]);
	}
}

/* For each line the column its text shall begin in; -1: leave it. */
static long *new_columns(const struct linediff *d, const struct buf *after)
{
	bool *in_comment = lines_in_comments(after, d->b.nr);
	long *column = xrealloc(NULL, (d->b.nr + 1) * sizeof(*column));
	struct outline o;
	size_t done = 0;

	for (size_t i = 0; i <= d->b.nr; i++)
		column[i] = -1;
	outline_read(&o, after->data, after->len);
	for (size_t i = 0; i < o.nr_elems; i++) {
		struct body b;

		if (o.elems[i].kind != ELEM_FUNCTION)
			continue;
		find_body(&b, &d->b, &o.elems[i], after->data);
		b.unit = unit_of(&d->b, &b);
		if (b.first < done || !b.unit)
			continue;
		indent_body(d, &b, in_comment, column);
		if (!is_rewritten(d, &b))
			leave_old(d, &b, column);
		done = b.end;
	}
	outline_free(&o);
	free(in_comment);
	return column;
}

void tidy_indent(const struct buf *before, const struct buf *after,
		 struct buf *out)
{
	struct linediff d;
	long *column;

	linediff_read(&d, before, after);
	column = new_columns(&d, after);
	for (size_t i = 0; i < d.b.nr; i++) {
		const struct line *l = &d.b.at[i];
		size_t n = column[i] < 0 ? 0 : indent_len(l);

		if (column[i] > 0)
			add_indent(out, 0, column[i]);
		buf_add(out, l->text + n, l->len - n);
		if (l->text + l->len < after->data + after->len)
			buf_add(out, "\n", 1);
	}
	free(column);
	linediff_free(&d);
}
