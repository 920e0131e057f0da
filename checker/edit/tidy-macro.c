// SPDX-License-Identifier: GPL-2.0-only
/* The column of the backslashes that continue the lines of a macro. */

#include <string.h>

#include "edit/columns.h"
#include "lex.h"
#include "edit/linediff.h"
#include "outline.h"
#include "edit/tidy.h"

/* This many lines that nothing else changed may move with the others. */
#define MAX_MOVED 5

/* How a macro's backslashes stood before. */
struct style {
	long common;	/* column of more than half of them, or -1 */
	long moved;	/* the column that all of them move to, or -1 */
	size_t first, last;	/* its lines, counted from 0 */
	bool found;
};

static long column_of(const struct lines *l, long i)
{
	return backslash_column(l->at[i].text, l->at[i].len);
}

/* Is exactly one blank before the backslash? */
static bool is_tight(const struct line *l)
{
	size_t n = l->len;

	return n > 2 && l->text[n - 2] == ' ' && l->text[n - 3] != ' ' &&
	       l->text[n - 3] != '\t';
}

static void read_style(struct style *s, const struct lines *l,
		       const struct elem *e)
{
	size_t nr = 0, best = 0;

	*s = (struct style){ .common = -1, .moved = -1, .found = true,
			     .first = e->first_line - 1,
			     .last = e->last_line - 1 };
	for (size_t i = s->first; i <= s->last && i < l->nr; i++)
		nr += column_of(l, i) >= 0;
	for (size_t i = s->first; i <= s->last && i < l->nr; i++) {
		long col = column_of(l, i);
		size_t n = 0;

		for (size_t j = s->first; j <= s->last && j < l->nr; j++)
			n += col >= 0 && column_of(l, j) == col;
		if (n > best) {
			best = n;
			s->common = col;
		}
	}
	if (nr < 2 || 2 * best <= nr)
		s->common = -1;
}

/* The same macro in the text before: the same one of that name. */
static void find_style(struct style *s, const struct linediff *d,
		       const struct outline *old, const struct outline *new,
		       const struct elem *e)
{
	char name[256];
	const struct elem *was = NULL;
	size_t nth = 0, i = 0, from = 0;

	*s = (struct style){ .common = -1, .moved = -1 };
	if (e->name_len >= sizeof(name))
		return;
	memcpy(name, new->text + e->name, e->name_len);
	name[e->name_len] = '\0';
	while (outline_find(new, ELEM_MACRO, name, &i) != e)
		nth++;
	do {
		was = outline_find(old, ELEM_MACRO, name, &from);
	} while (was && nth--);
	if (was)
		read_style(s, &d->a, was);
}

static long text_of(const struct line *l)
{
	return text_width(l->text, text_end(l->text, l->len, true), 0);
}

/*
 * Where a changed line is too long for the common column, a tab stop further
 * to the right may be one for all.
 */
static void move_all(struct style *s, const struct linediff *d,
		     const struct elem *e)
{
	size_t moved = 0, end = e->last_line;
	long widest = 0, to;

	if (end > d->b.nr)
		end = d->b.nr;
	for (size_t i = e->first_line - 1; i + 1 < end; i++)
		if (d->a_of_b[i] < 0 && text_of(&d->b.at[i]) > widest)
			widest = text_of(&d->b.at[i]);
	to = (widest | 7) + 1;
	if (s->common < 0 || s->common % 8 || widest < s->common ||
	    to >= LINE_WIDTH)
		return;
	for (size_t i = e->first_line - 1; i + 1 < end; i++)
		moved += d->a_of_b[i] >= 0 && column_of(&d->b, i) != to;
	if (moved <= MAX_MOVED)
		s->moved = to;
}

/* The column that the backslash of line @i should be in; -1: next to it. */
static long wanted(const struct linediff *d, const struct style *s, size_t i)
{
	long a;

	if (s->moved >= 0)
		return s->moved;
	if (s->common >= 0)
		return s->common;
	a = linediff_origin(d, i);
	if (a < (long)s->first || a > (long)s->last || column_of(&d->a, a) < 0)
		a = s->first;
	if (column_of(&d->a, a) < 0 || is_tight(&d->a.at[a]))
		return -1;
	return column_of(&d->a, a);
}

/* The macro around a line, of those that span lines. */
static const struct elem *macro_at(const struct outline *o, size_t line)
{
	for (size_t i = 0; i < o->nr_elems; i++) {
		const struct elem *e = &o->elems[i];

		if (e->kind == ELEM_MACRO && e->first_line <= line &&
		    line < e->last_line)
			return e;
	}
	return NULL;
}

static bool is_touched(const struct linediff *d, const struct elem *e)
{
	for (size_t i = e->first_line - 1;
	     i < e->last_line && i < d->b.nr; i++)
		if (d->a_of_b[i] < 0)
			return true;
	return false;
}

/* Where the ')' of a macro's parameters is in its first line; else 0. */
static size_t params_end(const struct line *l)
{
	struct lexer lx;
	struct token t, name = { 0 };
	bool params = false;

	lex_init_range(&lx, l->text, 0, l->len, 1);
	for (int i = 0; lex_next_code(&lx, &t); i++) {
		if (i == 0 && !token_is(l->text, &t, "#"))
			return 0;
		if (i == 2)
			name = t;
		if (i == 3)
			params = token_is(l->text, &t, "(") &&
				 t.off == name.off + name.len;
		if (params && token_is(l->text, &t, ")"))
			return t.off;
	}
	return 0;
}

/*
 * A line of a macro without its backslash. The parameters on a line that
 * @moves get the spaces that a line one touches should have.
 */
static void add_text(struct buf *out, const struct line *l, bool moves)
{
	size_t params = moves ? params_end(l) : 0, i;

	for (i = 0; i < params; i++) {
		buf_add(out, l->text + i, 1);
		if (l->text[i] == ',' && !strchr(" \t", l->text[i + 1]))
			buf_add(out, " ", 1);
	}
	buf_add(out, l->text + i, text_end(l->text, l->len, true) - i);
}

static void add_continued(struct buf *out, const struct linediff *d,
			  const struct style *s, size_t i)
{
	const struct line *l = &d->b.at[i];
	size_t from = out->len;
	size_t width = text_of(l);
	long col = wanted(d, s, i);

	if (column_of(&d->b, i) == col ||	/* whatever it is padded with */
	    (d->a_of_b[i] >= 0 && (long)width >= col)) {
		buf_add(out, l->text, l->len);
		return;
	}
	add_text(out, l, d->a_of_b[i] >= 0);
	width = text_width(out->data + from, out->len - from, 0);
	add_backslash(out, width, col < 0 ? 0 : col);
}

void tidy_macros(const struct buf *before, const struct buf *after,
		 struct buf *out)
{
	struct linediff d;
	struct outline old, new;
	const struct elem *last = NULL;
	struct style s = { 0 };

	linediff_read(&d, before, after);
	outline_read(&old, before->data, before->len);
	outline_read(&new, after->data, after->len);
	for (size_t i = 0; i < d.b.nr; i++) {
		const struct line *l = &d.b.at[i];
		const struct elem *e = NULL;

		if (column_of(&d.b, i) >= 0)
			e = macro_at(&new, i + 1);
		if (e && e != last) {
			s.found = false;
			if (is_touched(&d, e)) {
				find_style(&s, &d, &old, &new, e);
				move_all(&s, &d, e);
			}
			last = e;
		}
		if (e && s.found && s.last > s.first &&
		    (d.a_of_b[i] < 0 || s.moved >= 0))
			add_continued(out, &d, &s, i);
		else
			buf_add(out, l->text, l->len);
		if (l->text + l->len < after->data + after->len)
			buf_add(out, "\n", 1);
	}
	outline_free(&old);
	outline_free(&new);
	linediff_free(&d);
}
