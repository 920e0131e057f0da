// SPDX-License-Identifier: GPL-2.0-only
/* The tokens of a file as a list. */
#include <stdlib.h>

#include "array.h"
#include "scan/tokens.h"

static int add_token(struct tokens *t, const struct token *token,
		     uint32_t directive)
{
	struct flat_token *bigger;

	if (token->kind == TOK_SPACE || token->kind == TOK_NEWLINE)
		return 0;
	bigger = array_reserve(t->tokens, t->count, &t->capacity,
			       sizeof(*bigger));
	if (!bigger)
		return -1;
	t->tokens = bigger;
	bigger[t->count++] = (struct flat_token){ *token, directive };
	return 0;
}

/* The name that a #define defines; len 0 if it is another directive. */
static struct token defined_name(const char *text, const struct token *line)
{
	struct token token = { 0 };
	struct lexer lx;

	lex_init_range(&lx, text, line->off, line->len, line->line);
	if (lex_next_code(&lx, &token) && lex_next_code(&lx, &token) &&
	    token_is(text, &token, "define") && lex_next_code(&lx, &token) &&
	    token.kind == TOK_IDENT)
		return token;
	return (struct token){ 0 };
}

static int add_directive(struct tokens *t, const struct token *line)
{
	struct token name = defined_name(t->text, line), token;
	struct directive *bigger;
	struct lexer lx;

	bigger = array_reserve(t->directives, t->directive_count,
			       &t->directive_capacity, sizeof(*bigger));
	if (!bigger)
		return -1;
	t->directives = bigger;
	bigger[t->directive_count++] = (struct directive){
		line->off, line->len, name.off, name.len
	};
	lex_init_range(&lx, t->text, line->off, line->len, line->line);
	while (lex_next(&lx, &token))
		if (add_token(t, &token, t->directive_count))
			return -1;
	return 0;
}

int tokens_read(struct tokens *t, const char *text, size_t len)
{
	struct token token;
	struct lexer lx;

	*t = (struct tokens){ .text = text };
	lex_init(&lx, text, len);
	while (lex_next(&lx, &token)) {
		int err = token.kind == TOK_DIRECTIVE ?
			  add_directive(t, &token) : add_token(t, &token, 0);

		if (err)
			return -1;
	}
	return 0;
}

void tokens_free(struct tokens *t)
{
	free(t->tokens);
	free(t->directives);
	*t = (struct tokens){ 0 };
}

size_t tokens_find(const struct tokens *t, uint32_t off)
{
	size_t low = 0, high = t->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct token *token = &t->tokens[middle].token;

		if (token->off + token->len <= off)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < t->count && t->tokens[low].token.off > off)
		return t->count;
	return low;
}

static int is_code(const struct tokens *t, size_t i, uint32_t directive)
{
	return t->tokens[i].directive == directive &&
	       t->tokens[i].token.kind != TOK_COMMENT;
}

const struct token *tokens_before(const struct tokens *t, size_t i)
{
	uint32_t directive = t->tokens[i].directive;

	while (i-- > 0) {
		if (is_code(t, i, directive))
			return &t->tokens[i].token;
		if (directive && t->tokens[i].directive != directive)
			break;
	}
	return NULL;
}

const struct token *tokens_after(const struct tokens *t, size_t i)
{
	uint32_t directive = t->tokens[i].directive;

	while (++i < t->count) {
		if (is_code(t, i, directive))
			return &t->tokens[i].token;
		if (directive && t->tokens[i].directive != directive)
			break;
	}
	return NULL;
}
