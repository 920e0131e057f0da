// SPDX-License-Identifier: GPL-2.0-only
/* The width of lines: breaks those that grew. */

#include <stdlib.h>

#include "parens.h"
#include "tidy.h"

/* Where to break a long line. */
struct cut {
	size_t at;	/* behind a comma; 0: nowhere */
	long column;	/* of the rest */
	int depth;
};

/* The last comma that fits, of the outermost argument list that has one. */
static struct cut find_cut(const struct line *l, size_t end)
{
	struct cut cut = { 0 };
	struct parens p = { 0 };
	struct lexer lx;
	struct token t;

	lex_init_range(&lx, l->text, 0, end, 1);
	while (lex_next(&lx, &t)) {
		size_t to = t.off + t.len;

		if (t.kind == TOK_COMMENT)
			break;
		parens_follow(&p, l->text, &t);
		if (!token_is(l->text, &t, ",") || p.nr < 1 ||
		    p.nr > MAX_PARENS || to >= end)
			continue;
		if (text_width(l->text, to, 0) > LINE_WIDTH)
			break;
		if (cut.at && p.nr > cut.depth)
			continue;
		cut = (struct cut){ to, p.open[p.nr - 1] + 1, p.nr };
	}
	return cut;
}

/* Did the line outgrow the width, where the old one kept to it? */
static bool outgrew(const struct linediff *d, size_t i)
{
	const struct line *l = &d->b.at[i];
	size_t n = text_end(l->text, l->len, true);
	long a;

	if (d->a_of_b[i] >= 0 || text_width(l->text, n, 0) <= LINE_WIDTH)
		return false;
	a = linediff_origin(d, i);
	return a < 0 || text_width(d->a.at[a].text,
				   text_end(d->a.at[a].text, d->a.at[a].len,
					    true), 0) <= LINE_WIDTH;
}

/* Joins the next line of the same argument list if it has room. */
static bool join(struct buf *rest, const struct cut *cut,
		 const struct line *next, bool cont)
{
	size_t n = indent_len(next);
	size_t end = text_end(next->text, next->len, true);

	if (n == end || (long)indent_of(next) != cut->column ||
	    rest->data[rest->len - 1] != ',' ||
	    text_width(next->text + n, end - n,
		       text_width(rest->data, rest->len, 0) + 1) >
	    LINE_WIDTH - (cont ? 2 : 0))
		return false;
	buf_add(rest, " ", 1);
	buf_add(rest, next->text + n, end - n);
	return true;
}

/* Breaks line @i into @out; returns how many lines of the input it took. */
static size_t break_line(const struct linediff *d, size_t i, struct buf *out)
{
	struct line l = d->b.at[i];
	bool cont = backslash_column(l.text, l.len) >= 0;
	size_t end = text_end(l.text, l.len, true), taken = 1;
	struct cut cut = find_cut(&l, end);
	struct buf rest = { 0 };

	if (!cut.at) {
		buf_add(out, l.text, l.len);
		return 1;
	}
	buf_add(out, l.text, cut.at);
	buf_puts(out, cont ? " \\\n" : "\n");
	add_indent(&rest, 0, cut.column);
	while (l.text[cut.at] == ' ' || l.text[cut.at] == '\t')
		cut.at++;
	buf_add(&rest, l.text + cut.at, end - cut.at);
	if (i + 1 < d->b.nr && join(&rest, &cut, &d->b.at[i + 1], cont)) {
		taken++;
		l = d->b.at[i + 1];
		cont = backslash_column(l.text, l.len) >= 0;
	}
	buf_add(out, rest.data, rest.len);
	if (cont)
		buf_puts(out, " \\");
	buf_free(&rest);
	return taken;
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

		if (!in_comment[i] && outgrew(&d, i)) {
			i += break_line(&d, i, out);
		} else {
			buf_add(out, d.b.at[i].text, d.b.at[i].len);
			i++;
		}
		l = &d.b.at[i - 1];
		if (l->text + l->len < after->data + after->len)
			buf_add(out, "\n", 1);
	}
	free(in_comment);
	linediff_free(&d);
}
