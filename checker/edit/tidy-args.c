// SPDX-License-Identifier: GPL-2.0-only
/* Argument lists over several lines: their alignment. */

#include <stdlib.h>
#include <string.h>

#include "edit/parens.h"
#include "edit/tidy.h"

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

	parens_read(&now, &d->b.at[i]);
	was = now;
	if (i + 1 < d->b.nr && d->a_of_b[i] < 0 && d->a_of_b[i + 1] > 0)
		a = d->a_of_b[i + 1] - 1;
	if (d->a_of_b[i] < 0 && a >= 0) {
		parens_read(&was, &d->a.at[a]);
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
