// SPDX-License-Identifier: GPL-2.0-only
/* Blank lines and blanks at the end of lines. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "outline.h"
#include "edit/parens.h"
#include "edit/tidy.h"

static bool is_blank(const struct lines *l, long i)
{
	return i >= 0 && i < (long)l->nr &&
	       !text_end(l->at[i].text, l->at[i].len, false);
}

static bool ends_with(const struct lines *l, long i, char c)
{
	size_t n;

	if (i < 0 || i >= (long)l->nr)
		return false;
	n = text_end(l->at[i].text, l->at[i].len, false);
	return n && l->at[i].text[n - 1] == c;
}

static bool starts_with(const struct lines *l, long i, char c)
{
	const char *p;

	if (i < 0 || i >= (long)l->nr)
		return false;
	p = l->at[i].text;
	while (p < l->at[i].text + l->at[i].len && (*p == ' ' || *p == '\t'))
		p++;
	return p < l->at[i].text + l->at[i].len && *p == c;
}

/* A blank line that the rewrite left where there should be none. */
static bool is_left_over(const struct linediff *d, long i)
{
	long a = d->a_of_b[i];

	if (!is_blank(&d->b, i))
		return false;
	if (is_blank(&d->b, i - 1)) {
		long p = d->a_of_b[i - 1];

		return !(a >= 0 && (is_blank(&d->a, a - 1) ||
				    is_blank(&d->a, a + 1))) &&
		       !(p >= 0 && is_blank(&d->a, p + 1));
	}
	if (ends_with(&d->b, i - 1, '{'))
		return !(a >= 0 && ends_with(&d->a, a - 1, '{'));
	if (starts_with(&d->b, i + 1, '}'))
		return !(a >= 0 && starts_with(&d->a, a + 1, '}'));
	return false;
}

static void add_line(struct buf *out, const struct line *l, size_t len,
		     const struct buf *text)
{
	buf_add(out, l->text, len);
	if (l->text + l->len < text->data + text->len)
		buf_add(out, "\n", 1);
}

/* The end of one new function, right before the next. */
static bool lacks_blank(const struct linediff *d, size_t i)
{
	const struct line *end = &d->b.at[i], *next = end + 1;

	return i + 1 < d->b.nr && d->a_of_b[i] < 0 && d->a_of_b[i + 1] < 0 &&
	       end->len == 1 && *end->text == '}' && next->len &&
	       (*next->text == '_' || islower((unsigned char)*next->text));
}

static bool had_blanks(const struct linediff *d, size_t i)
{
	long a = linediff_origin(d, i);

	return a >= 0 && d->a.at[a].len !=
	       text_end(d->a.at[a].text, d->a.at[a].len, false);
}

void tidy_blanks(const struct buf *before, const struct buf *after,
		 struct buf *out)
{
	struct linediff d;

	linediff_read(&d, before, after);
	for (size_t i = 0; i < d.b.nr; i++) {
		const struct line *l = &d.b.at[i];
		size_t len = l->len;

		if (is_left_over(&d, i))
			continue;
		if (d.a_of_b[i] < 0 && !had_blanks(&d, i))
			len = text_end(l->text, len, false);
		add_line(out, l, len, after);
		if (lacks_blank(&d, i))
			buf_add(out, "\n", 1);
	}
	linediff_free(&d);
}

/* "TYPE name;", "TYPE *name = ...", "TYPE name[]": two words at least. */
static bool is_declaration(const struct line *l)
{
	static const char *const not[] = {
		"return", "goto", "else", "case", "if", "while", "for", "do",
		"switch", "break", "continue", "default", "sizeof", NULL
	};
	struct lexer lx;
	struct token t;
	int words = 0;

	lex_init_range(&lx, l->text, 0, l->len, 1);
	while (lex_next_code(&lx, &t)) {
		if (t.kind == TOK_IDENT) {
			for (int i = 0; !words && not[i]; i++)
				if (token_is(l->text, &t, not[i]))
					return false;
			words++;
		} else if (!token_is(l->text, &t, "*") || !words) {
			return words > 1 && t.kind == TOK_PUNCT &&
			       strchr("=;,[", l->text[t.off]);
		}
	}
	return false;
}

/* The line after the declarations that begin at @i. */
static size_t after_declarations(const struct lines *l, size_t i)
{
	while (i < l->nr && is_declaration(&l->at[i])) {
		while (i < l->nr && !is_blank(l, i) &&
		       !ends_with_token(&l->at[i], ";"))
			i++;
		if (i >= l->nr || is_blank(l, i))
			break;
		i++;
	}
	return i;
}

/* Is the blank line after this block of declarations missing? */
static bool lost_blank(const struct linediff *d, size_t first, size_t end)
{
	bool changed = false;
	long a;

	if (first == end || end >= d->b.nr || is_blank(&d->b, end) ||
	    starts_with(&d->b, end, '}') || starts_with(&d->b, end, '#') ||
	    starts_with(&d->b, end, '/') || is_blank(&d->b, end - 1) ||
	    !ends_with_token(&d->b.at[end - 1], ";"))
		return false;
	for (size_t i = first; i < end; i++)
		changed |= d->a_of_b[i] < 0;
	a = linediff_origin(d, end);
	return changed || (a > 0 && d->a_of_b[end] >= 0 &&
			   is_blank(&d->a, a - 1));
}

static bool in_function(const struct outline *o, const struct buf *text,
			const struct line *l)
{
	const struct elem *e = outline_at(o, l->text - text->data);

	return e && e->kind == ELEM_FUNCTION;
}

void tidy_declarations(const struct buf *before, const struct buf *after,
		       struct buf *out)
{
	struct linediff d;
	struct outline o;
	bool *in_comment;
	size_t blank_at = (size_t)-1;

	linediff_read(&d, before, after);
	in_comment = lines_in_comments(after, d.b.nr);
	outline_read(&o, after->data, after->len);
	for (size_t i = 0; i < d.b.nr; i++) {
		if (i == blank_at)
			buf_add(out, "\n", 1);
		add_line(out, &d.b.at[i], d.b.at[i].len, after);
		if (ends_with(&d.b, i, '{') && i + 1 < d.b.nr &&
		    in_function(&o, after, &d.b.at[i])) {
			size_t end = after_declarations(&d.b, i + 1);

			if (!in_comment[end] && lost_blank(&d, i + 1, end))
				blank_at = end;
		}
	}
	free(in_comment);
	outline_free(&o);
	linediff_free(&d);
}

/* The code of a line without the blanks before it, and its length. */
static const char *code_of(const struct line *l, size_t *len)
{
	const char *p = l->text;
	const char *end = p + text_end(l->text, l->len, false);

	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	*len = end - p;
	return p;
}

/* "}" and "else" on lines of their own, at least one of them new. */
static bool is_split_else(const struct linediff *d, size_t i)
{
	const char *brace, *word;
	size_t len, after;

	if (i + 1 >= d->b.nr || (d->a_of_b[i] >= 0 && d->a_of_b[i + 1] >= 0))
		return false;
	brace = code_of(&d->b.at[i], &len);
	word = code_of(&d->b.at[i + 1], &after);
	return len == 1 && *brace == '}' && after >= 4 &&
	       !memcmp(word, "else", 4) && (after == 4 || word[4] == ' ');
}

void tidy_else(const struct buf *before, const struct buf *after,
	       struct buf *out)
{
	struct linediff d;

	linediff_read(&d, before, after);
	for (size_t i = 0; i < d.b.nr; i++) {
		struct line l = d.b.at[i];

		if (is_split_else(&d, i)) {
			buf_add(out, l.text, text_end(l.text, l.len, false));
			buf_add(out, " ", 1);
			l.text = code_of(&d.b.at[++i], &l.len);
		}
		add_line(out, &l, l.len, after);
	}
	linediff_free(&d);
}
