// SPDX-License-Identifier: GPL-2.0-only
/* What the tidying passes ask about one line: parentheses, indentation. */

#include <string.h>

#include "edit/parens.h"

void parens_follow(struct parens *p, const char *text, const struct token *t)
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

void parens_read(struct parens *p, const struct line *l)
{
	struct lexer lx;
	struct token t;

	memset(p, 0, sizeof(*p));
	lex_init_range(&lx, l->text, 0, l->len, 1);
	while (lex_next_code(&lx, &t))
		parens_follow(p, l->text, &t);
	if (p->nr > MAX_PARENS)
		p->nr = MAX_PARENS;
}

size_t indent_len(const struct line *l)
{
	size_t n = 0;

	while (n < l->len && (l->text[n] == ' ' || l->text[n] == '\t'))
		n++;
	return n;
}

size_t indent_of(const struct line *l)
{
	return text_width(l->text, indent_len(l), 0);
}

bool ends_with_token(const struct line *l, const char *s)
{
	struct lexer lx;
	struct token t;
	bool ends = false;

	lex_init_range(&lx, l->text, 0, l->len, 1);
	while (lex_next_code(&lx, &t))
		ends = token_is(l->text, &t, s);
	return ends;
}

bool *lines_in_comments(const struct buf *text, size_t nr)
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
