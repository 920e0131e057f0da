// SPDX-License-Identifier: GPL-2.0-only
/* Argument lists over several lines: alignment and width. */

#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "lex.h"
#include "linediff.h"
#include "tidy.h"

#define MAX_PARENS 32

/* The parentheses of a line: those it leaves open, as columns. */
struct parens {
	long open[MAX_PARENS];
	int nr;
	int closed;	/* of those that earlier lines opened */
};

static void follow(struct parens *p, const char *text, const struct token *t)
{
	if (t->kind != TOK_PUNCT)
		return;
	if (text[t->off] == '(') {
		if (p->nr < MAX_PARENS)
			p->open[p->nr] = text_width(text, t->off, 0);
		p->nr++;
	} else if (text[t->off] == ')') {
		if (p->nr)
			p->nr--;
		else
			p->closed++;
	}
}

static void read_parens(struct parens *p, const struct line *l)
{
	struct lexer lx;
	struct token t;

	memset(p, 0, sizeof(*p));
	lex_init_range(&lx, l->text, 0, l->len, 1);
	while (lex_next_code(&lx, &t))
		follow(p, l->text, &t);
	if (p->nr > MAX_PARENS)
		p->nr = MAX_PARENS;
}

static size_t indent_len(const struct line *l)
{
	size_t n = 0;

	while (n < l->len && (l->text[n] == ' ' || l->text[n] == '\t'))
		n++;
	return n;
}

static size_t indent_of(const struct line *l)
{
	return text_width(l->text, indent_len(l), 0);
}

/* Lines that begin inside a comment, a string or a directive's comment. */
static bool *lines_in_comments(const struct buf *text, size_t nr)
{
	bool *in = xrealloc(NULL, nr + 2);
	struct lexer lx;
	struct token t;

	memset(in, 0, nr + 2);
	lex_init_range(&lx, text->data, 0, text->len, 1);
	while (lex_next(&lx, &t)) {
		if (t.kind != TOK_COMMENT)
			continue;
		for (size_t i = t.line; i < lx.line && i < nr; i++)
			in[i] = true;
	}
	return in;
}

/* Where the parentheses that are open stood before, and stand now. */
struct stack {
	long was[MAX_PARENS], now[MAX_PARENS];
	int nr;
};

/* How far a line has to move to stay aligned to its parenthesis. */
static long to_move(const struct stack *s, const struct line *l)
{
	if (!s->nr || (long)indent_of(l) != s->was[s->nr - 1] + 1)
		return 0;
	return s->now[s->nr - 1] - s->was[s->nr - 1];
}

/* Line @i of the new text, moved by @by: what does it close and open? */
static void update(struct stack *s, const struct linediff *d, size_t i,
		   long by)
{
	struct parens now, was;
	long a = linediff_origin(d, i);

	read_parens(&now, &d->b.at[i]);
	was = now;
	if (i + 1 < d->b.nr && d->a_of_b[i] < 0 && d->a_of_b[i + 1] > 0)
		a = d->a_of_b[i + 1] - 1;
	if (d->a_of_b[i] < 0 && a >= 0) {
		read_parens(&was, &d->a.at[a]);
		if (was.nr != now.nr)
			was = now;
	}
	s->nr = s->nr > now.closed ? s->nr - now.closed : 0;
	for (int k = 0; k < now.nr && s->nr < MAX_PARENS; k++) {
		s->was[s->nr] = was.open[k];
		s->now[s->nr++] = now.open[k] + by;
	}
}

static void add_moved(struct buf *out, const struct line *l, long by)
{
	size_t n = indent_len(l), end = text_end(l->text, l->len, true);
	long col = (long)indent_of(l) + by;

	add_indent(out, 0, col < 0 ? 0 : col);
	if (backslash_column(l->text, l->len) >= 0) {
		buf_add(out, l->text + n, end - n);
		buf_puts(out, " \\");	/* tidy_macros() knows where */
	} else {
		buf_add(out, l->text + n, l->len - n);
	}
}

void tidy_arguments(const struct buf *before, const struct buf *after,
		    struct buf *out)
{
	struct linediff d;
	bool *in_comment;
	struct stack s = { .nr = 0 };

	linediff_read(&d, before, after);
	in_comment = lines_in_comments(after, d.b.nr);
	for (size_t i = 0; i < d.b.nr; i++) {
		const struct line *l = &d.b.at[i];
		long by = 0;

		if (!l->len || strchr("#{}", *l->text))
			s.nr = 0;
		if (!in_comment[i]) {
			by = to_move(&s, l);
			update(&s, &d, i, by);
		}
		if (by)
			add_moved(out, l, by);
		else
			buf_add(out, l->text, l->len);
		if (l->text + l->len < after->data + after->len)
			buf_add(out, "\n", 1);
	}
	free(in_comment);
	linediff_free(&d);
}

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
		follow(&p, l->text, &t);
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
