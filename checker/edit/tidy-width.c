// SPDX-License-Identifier: GPL-2.0-only
/* The width of lines: breaks those that grew, joins what need not be broken. */

#include <stdlib.h>
#include <string.h>

#include "edit/parens.h"
#include "edit/tidy.h"

/* A list that was broken into more lines than this was so on purpose. */
#define MAX_JOINED 4

/* Where to break a long line. */
struct cut {
	size_t at;	/* behind a comma or an operator; 0: nowhere */
	long column;	/* of the rest */
	int rank;	/* the smaller, the looser it binds */
};

static bool is_continued(const struct line *l)
{
	return backslash_column(l->text, l->len) >= 0;
}

/* How wide a line's text may be. */
static size_t room_of(const struct line *l)
{
	return is_continued(l) ? LINE_WIDTH - strlen(" \\") : LINE_WIDTH;
}

static bool too_wide(const struct line *l)
{
	size_t n = text_end(l->text, l->len, true);

	return text_width(l->text, n, 0) > room_of(l);
}

/* How loosely does this token bind what is around it? 0: no place to break. */
static int rank_of(const char *text, const struct token *t, int depth)
{
	if (token_is(text, t, ",") || (depth && token_is(text, t, ";")))
		return 2 * depth + 1;
	if (token_is(text, t, "&&") || token_is(text, t, "||"))
		return 2 * depth + 2;
	return 0;
}

/* Where the rest of what is in no parenthesis of the line is aligned to. */
struct base {
	long column;	/* -1: not known */
	bool inner;	/* in a parenthesis of a line before */
};

static struct base first_base(const struct line *l)
{
	struct parens all;

	parens_read(&all, l);
	if (all.closed)
		return (struct base){ indent_of(l), true };
	return (struct base){ -1, false };
}

static void next_base(struct base *b, const struct parens *p,
		      const char *text, const struct token *t)
{
	if (p->closed)
		*b = (struct base){ -1, false };
	else if (!b->inner && !p->nr &&
		 (token_is(text, t, "return") || token_is(text, t, "=")))
		b->column = text_width(text, t->off + t->len, 0) + 1;
}

/* Would the rest behind @cut be too wide as well, up to @to? */
static bool gains_nothing(const struct line *l, const struct cut *cut, size_t to)
{
	size_t from = cut->at;

	while (l->text[from] == ' ' || l->text[from] == '\t')
		from++;
	return text_width(l->text + from, to - from, cut->column) > room_of(l);
}

/*
 * The last place that fits, of those that bind as loosely as any that does. If
 * the rest would not fit either, the next one that binds looser is better: one
 * line is too wide in any case, and the list has a line less.
 */
static struct cut find_cut(const struct line *l, size_t end)
{
	struct base base = first_base(l);
	struct cut cut = { 0 };
	struct parens p = { 0 };
	struct lexer lx;
	struct token t;
	bool beyond = false;

	lex_init_range(&lx, l->text, 0, end, 1);
	while (!beyond && lex_next(&lx, &t) && t.kind != TOK_COMMENT) {
		size_t to = t.off + t.len;
		int rank = rank_of(l->text, &t, p.nr);

		parens_follow(&p, l->text, &t);
		next_base(&base, &p, l->text, &t);
		if (rank && to >= end && rank < cut.rank &&
		    gains_nothing(l, &cut, end))
			return (struct cut){ 0 };
		if (!rank || to >= end || p.nr > MAX_PARENS ||
		    (!p.nr && (base.column < 0 || (rank == 1 && !base.inner))))
			continue;
		if (cut.at && rank > cut.rank)
			continue;
		beyond = text_width(l->text, to, 0) > room_of(l);
		if (beyond && (!cut.at || rank == cut.rank ||
			       !gains_nothing(l, &cut, to)))
			break;
		cut = (struct cut){ to, p.nr ? p.open[p.nr - 1] + 1 :
				    base.column, rank };
	}
	return cut;
}

/* Did the line outgrow the width, where the old one kept to it? */
static bool outgrew(const struct linediff *d, size_t i)
{
	long a;

	if (d->a_of_b[i] >= 0 || !too_wide(&d->b.at[i]))
		return false;
	a = linediff_origin(d, i);
	return a < 0 || !too_wide(&d->a.at[a]);
}

/* Joins the next line of the same argument list if it has room. */
static bool join(struct buf *rest, const struct cut *cut,
		 const struct line *next)
{
	size_t n = indent_len(next);
	size_t end = text_end(next->text, next->len, true);

	if (n == end || (long)indent_of(next) != cut->column ||
	    rest->data[rest->len - 1] != ',' ||
	    text_width(next->text + n, end - n,
		       text_width(rest->data, rest->len, 0) + 1) >
	    room_of(next))
		return false;
	buf_add(rest, " ", 1);
	buf_add(rest, next->text + n, end - n);
	return true;
}

/* Breaks line @i into @out; returns how many lines of the input it took. */
static size_t break_line(const struct linediff *d, size_t i, struct buf *out)
{
	struct line l = d->b.at[i];
	size_t end = text_end(l.text, l.len, true), taken = 1;
	struct cut cut = find_cut(&l, end);
	struct buf rest = { 0 };

	if (!cut.at) {
		buf_add(out, l.text, l.len);
		return 1;
	}
	buf_add(out, l.text, cut.at);
	buf_puts(out, is_continued(&l) ? " \\\n" : "\n");
	add_indent(&rest, 0, cut.column);
	while (l.text[cut.at] == ' ' || l.text[cut.at] == '\t')
		cut.at++;
	buf_add(&rest, l.text + cut.at, end - cut.at);
	if (i + 1 < d->b.nr && join(&rest, &cut, &d->b.at[i + 1])) {
		taken++;
		l = d->b.at[i + 1];
	}
	buf_add(out, rest.data, rest.len);
	if (is_continued(&l))
		buf_puts(out, " \\");
	buf_free(&rest);
	return taken;
}

/* Were the lines around @i that changed in one list over several lines? */
static bool had_list(const struct linediff *d, size_t i)
{
	size_t last = i;
	long a = 0, end = d->a.nr;

	while (i && d->a_of_b[i - 1] < 0)
		i--;
	while (last < d->b.nr && d->a_of_b[last] < 0)
		last++;
	if (i)
		a = d->a_of_b[i - 1] + 1;
	if (last < d->b.nr)
		end = d->a_of_b[last];
	if (a == end)
		return true;	/* all of it is new: as its author wrote it */
	for (; a < end; a++)
		if (ends_with_token(&d->a.at[a], ","))
			return true;
	return false;
}

/*
 * The lines from @i on that are one list, broken where one line had been that
 * would fit: what writes the new text may keep to a smaller width.
 */
static size_t lines_to_join(const struct linediff *d, size_t i)
{
	const struct line *l = &d->b.at[i];
	size_t width = text_width(l->text, l->len, 0), n = 0;
	struct parens p;

	parens_read(&p, l);
	if (d->a_of_b[i] >= 0 || !p.nr || is_continued(l))
		return 1;
	while (++n < MAX_JOINED && i + n < d->b.nr &&
	       ends_with_token(l, ",") && l->text[l->len - 1] == ',') {
		struct parens q;
		size_t indent;

		l = &d->b.at[i + n];
		indent = indent_len(l);
		width = text_width(l->text + indent, l->len - indent,
				   width + 1);
		parens_read(&q, l);
		if (d->a_of_b[i + n] >= 0 || width > LINE_WIDTH || q.nr ||
		    (long)indent_of(l) != p.open[p.nr - 1] + 1)
			return 1;
		if (q.closed)
			return had_list(d, i) ? 1 : n + 1;
	}
	return 1;
}

/* A value on the line below its `=`, which was too long for the same line. */
static bool value_fits(const struct linediff *d, size_t i)
{
	const struct line *l = &d->b.at[i], *value = l + 1;
	long a = d->a_of_b[i];
	size_t indent;

	if (a < 0 || i + 1 >= d->b.nr || d->a_of_b[i + 1] >= 0 ||
	    linediff_origin(d, i + 1) != a + 1 || is_continued(l) ||
	    !ends_with_token(l, "=") || l->text[l->len - 1] != '=')
		return false;
	indent = indent_len(value);
	return text_width(value->text + indent, value->len - indent,
			  text_width(l->text, l->len, 0) + 1) <= LINE_WIDTH;
}

static size_t join_lines(const struct linediff *d, size_t i, size_t nr,
			 struct buf *out)
{
	buf_add(out, d->b.at[i].text, d->b.at[i].len);
	for (size_t k = 1; k < nr; k++) {
		const struct line *l = &d->b.at[i + k];
		size_t indent = indent_len(l);

		buf_add(out, " ", 1);
		buf_add(out, l->text + indent, l->len - indent);
	}
	return nr;
}

void tidy_width(const struct buf *before, const struct buf *after,
		struct buf *out)
{
	struct linediff d;
	bool *in_comment;
	size_t i = 0;

	linediff_read(&d, before, after);
	in_comment = lines_in_comments(after, d.b.nr);
	while (i < d.b.nr) {
		const struct line *l;

		if (!in_comment[i] && outgrew(&d, i))
			i += break_line(&d, i, out);
		else
			i += join_lines(&d, i, in_comment[i] ? 1 :
					value_fits(&d, i) ? 2 :
					lines_to_join(&d, i), out);
		l = &d.b.at[i - 1];
		if (l->text + l->len < after->data + after->len)
			buf_add(out, "\n", 1);
	}
	free(in_comment);
	linediff_free(&d);
}
