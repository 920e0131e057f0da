// SPDX-License-Identifier: GPL-2.0-only
/* Deleting members of a struct. */

#include <stdlib.h>
#include <string.h>

#include "lex.h"
#include "edit/member.h"
#include "outline.h"

struct tokens {
	const char *text;
	struct token *t;
	size_t nr;
};

static void read_tokens(struct tokens *ts, const char *text, size_t start,
			size_t end)
{
	struct lexer lx;
	size_t room = 0;

	*ts = (struct tokens){ .text = text };
	lex_init_range(&lx, text, start, end - start, 1);
	lx.whole = lx.at_bol = true;
	do {
		if (ts->nr == room) {
			room = room ? 2 * room : 64;
			ts->t = xrealloc(ts->t, room * sizeof(*ts->t));
		}
	} while (lex_next(&lx, &ts->t[ts->nr]) && ++ts->nr);
}

static bool is(const struct tokens *ts, size_t i, const char *s)
{
	return i < ts->nr && token_is(ts->text, &ts->t[i], s);
}

static bool is_code(const struct tokens *ts, size_t i)
{
	return i < ts->nr && ts->t[i].kind > TOK_COMMENT;
}

static bool is_cond(const struct tokens *ts, size_t i, const char *word)
{
	const struct token *t = &ts->t[i];
	const char *p = ts->text + t->off, *end = p + t->len;

	if (t->kind != TOK_DIRECTIVE)
		return false;
	for (p++; p < end && (*p == ' ' || *p == '\t'); p++)
		;
	return (size_t)(end - p) >= strlen(word) &&
	       !memcmp(p, word, strlen(word));
}

/* The index of the '}' that closes the '{' at @i. */
static size_t closing(const struct tokens *ts, size_t i)
{
	int depth = 0;

	for (; i < ts->nr; i++) {
		depth += is(ts, i, "{");
		depth -= is(ts, i, "}");
		if (!depth)
			return i;
	}
	return ts->nr;
}

/* A declarator's name: the last identifier before one of ; [ : , ) ( = */
static bool names(const struct tokens *ts, size_t i, const char *name)
{
	if (!is(ts, i, name))
		return false;
	for (i++; i < ts->nr && !is_code(ts, i); i++)
		;
	return i < ts->nr && ts->t[i].kind == TOK_PUNCT &&
	       strchr(";[:,)", ts->text[ts->t[i].off]);
}

/* Widens a range of tokens to whole lines, with a comment behind it. */
static void whole_lines(const struct tokens *ts, size_t *from, size_t *to)
{
	size_t i = *to + 1;

	while (i < ts->nr && (ts->t[i].kind == TOK_SPACE ||
			      ts->t[i].kind == TOK_COMMENT))
		i++;
	if (i < ts->nr && ts->t[i].kind == TOK_NEWLINE)
		*to = i;
	if (*from && ts->t[*from - 1].kind == TOK_SPACE)
		--*from;
}

/* A comment on the lines above, if it speaks of nothing else. */
static void comment_above(const struct tokens *ts, size_t *from, size_t to)
{
	size_t c = *from, after = to + 1;

	if (c < 2 || ts->t[c - 1].kind != TOK_NEWLINE ||
	    ts->t[c - 2].kind != TOK_COMMENT)
		return;
	c -= 2;
	if (c && ts->t[c - 1].kind == TOK_SPACE)
		c--;
	if (c && ts->t[c - 1].kind != TOK_NEWLINE)
		return;		/* it stands behind another member */
	while (after < ts->nr && ts->t[after].kind == TOK_SPACE)
		after++;
	if (after < ts->nr && ts->t[after].kind > TOK_COMMENT &&
	    ts->t[after].kind != TOK_DIRECTIVE && !is(ts, after, "}"))
		return;
	*from = c;
}

static void drop(struct tokens *ts, size_t from, size_t to)
{
	memmove(&ts->t[from], &ts->t[to + 1],
		(ts->nr - to - 1) * sizeof(*ts->t));
	ts->nr -= to + 1 - from;
}

static void drop_lines(struct tokens *ts, size_t from, size_t to)
{
	whole_lines(ts, &from, &to);
	comment_above(ts, &from, to);
	/* Of two blank lines that now meet, one goes. */
	if (from >= 2 && ts->t[from - 1].kind == TOK_NEWLINE &&
	    ts->t[from - 2].kind == TOK_NEWLINE && to + 1 < ts->nr &&
	    ts->t[to + 1].kind == TOK_NEWLINE)
		to++;
	drop(ts, from, to);
}

/* The first and last token of the declaration that token @i is in. */
static bool member_range(const struct tokens *ts, size_t i, size_t *from,
			 size_t *to)
{
	size_t p = i, last = i;

	for (; i < ts->nr && !is(ts, i, ";"); i++)
		if (is(ts, i, "{") || is(ts, i, "}"))
			return false;
	if (i == ts->nr)
		return false;
	*to = i;
	while (p-- > 0) {
		int depth = 0;

		if (is(ts, p, "}")) {	/* a nested aggregate with a name */
			for (;; p--) {
				depth += is(ts, p, "}");
				depth -= is(ts, p, "{");
				if (!depth || !p)
					break;
			}
			last = p;
			continue;
		}
		if (is(ts, p, ";") || is(ts, p, "{") ||
		    ts->t[p].kind == TOK_DIRECTIVE)
			break;
		if (is_code(ts, p))
			last = p;
	}
	*from = last;
	return true;
}

/* Does the declaration at this name hold other names, as in "int a, b;"? */
static bool shared(const struct tokens *ts, size_t from, size_t to)
{
	for (; from <= to; from++) {
		if (is(ts, from, "{"))
			from = closing(ts, from);
		if (is(ts, from, ","))
			return true;
	}
	return false;
}

/* Takes one name out of "int a, b;". */
static void drop_name(struct tokens *ts, size_t i)
{
	size_t from = i, to = i, n = i + 1;

	while (!is(ts, n, ",") && !is(ts, n, ";"))
		to = n++;
	while (from && (!is_code(ts, from - 1) || is(ts, from - 1, "*")))
		from--;
	if (from && is(ts, from - 1, ",")) {
		from--;
	} else {	/* the first: its stars go, and the comma behind */
		for (from = i; is(ts, from - 1, "*"); from--)
			;
		to = n + (n + 1 < ts->nr && ts->t[n + 1].kind == TOK_SPACE);
	}
	drop(ts, from, to);
}

static bool only_blank(const struct tokens *ts, size_t from, size_t to)
{
	for (; from < to; from++)
		if (is_code(ts, from))
			return false;
	return true;
}

static bool drop_empty_aggregate(struct tokens *ts, size_t i)
{
	size_t kw = i, end = closing(ts, i), semi = end + 1;

	while (kw && !is_code(ts, kw - 1))
		kw--;
	if (!kw-- || !(is(ts, kw, "struct") || is(ts, kw, "union")) ||
	    end == ts->nr || !only_blank(ts, i + 1, end))
		return false;
	while (semi < ts->nr && !is_code(ts, semi))
		semi++;
	if (!is(ts, semi, ";"))
		return false;
	drop_lines(ts, kw, semi);
	return true;
}

static bool drop_empty_cond(struct tokens *ts, size_t i)
{
	size_t end = i + 1;

	for (; end < ts->nr; end++) {
		if (is_cond(ts, end, "endif"))
			break;
		if (is_code(ts, end) && !is_cond(ts, end, "el"))
			return false;
	}
	if (end >= ts->nr)
		return false;
	drop_lines(ts, i, end);
	return true;
}

/* Until nothing empty is left. The first '{' is the struct's own. */
static void drop_empty(struct tokens *ts, size_t first)
{
	for (size_t i = first; i < ts->nr; i++) {
		if ((is(ts, i, "{") && drop_empty_aggregate(ts, i)) ||
		    (is_cond(ts, i, "if") && drop_empty_cond(ts, i)))
			i = first;
	}
}

/* Deletes the first member of that name, wherever it is nested. */
static bool delete_one(struct tokens *ts, const char *name, size_t first)
{
	for (size_t i = first; i < ts->nr; i++) {
		size_t from, to;

		if (!names(ts, i, name) || !member_range(ts, i, &from, &to))
			continue;
		if (shared(ts, from, to))
			drop_name(ts, i);
		else
			drop_lines(ts, from, to);
		return true;
	}
	return false;
}

size_t member_delete(const char *name, const char *owner,
		     const struct buf *in, struct buf *out)
{
	struct outline o;
	const struct elem *e;
	size_t i = 0, from = 0, count = 0;

	outline_read(&o, in->data, in->len);
	while ((e = outline_find(&o, ELEM_STRUCT, owner, &i))) {
		struct tokens ts;
		size_t first = 0;

		if (e->start < from)
			continue;
		buf_add(out, in->data + from, e->start - from);
		read_tokens(&ts, in->data, e->start, e->end);
		while (first < ts.nr && !is(&ts, first++, "{"))
			;
		if (delete_one(&ts, name, first)) {
			do {
				count++;
			} while (delete_one(&ts, name, first));
			drop_empty(&ts, first);
		}
		for (size_t t = 0; t < ts.nr; t++)
			buf_add(out, in->data + ts.t[t].off, ts.t[t].len);
		from = e->end;
		free(ts.t);
	}
	buf_add(out, in->data + from, in->len - from);
	outline_free(&o);
	return count;
}
