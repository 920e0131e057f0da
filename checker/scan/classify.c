// SPDX-License-Identifier: GPL-2.0-only
/* How a word is used, from the tokens around it. */
#include <string.h>

#include "scan/classify.h"

static int is_spelled(const struct tokens *t, const struct token *token,
		      const char *s)
{
	return token && token_is(t->text, token, s);
}

int classify_is_member(const struct tokens *t, size_t i)
{
	const struct token *before = tokens_before(t, i);

	return is_spelled(t, before, "->") || is_spelled(t, before, ".");
}

int classify_defines_macro(const struct tokens *t, size_t i)
{
	uint32_t directive = t->tokens[i].directive;

	return directive && t->directives[directive - 1].name_len &&
	       t->directives[directive - 1].name_off == t->tokens[i].token.off;
}

static size_t index_of(const struct tokens *t, const struct token *token)
{
	/* the token lies in a struct flat_token of the list */
	return token ? (size_t)((const struct flat_token *)token - t->tokens) :
	       t->count;
}

/* Attributes may stand on both sides of the name: struct __packed x { */
int classify_defines_struct(const struct tokens *t, size_t i)
{
	const struct token *before = tokens_before(t, i), *after;

	while (before && before->kind == TOK_IDENT &&
	       !is_spelled(t, before, "struct"))
		before = tokens_before(t, index_of(t, before));
	if (!is_spelled(t, before, "struct"))
		return 0;
	after = tokens_after(t, i);
	while (after && after->kind == TOK_IDENT)
		after = tokens_after(t, index_of(t, after));
	return is_spelled(t, after, "{");
}

/*
 * A name and its parentheses outside of any body: a prototype has something
 * of a type before the name, and no body behind it (or it would be a
 * function). Otherwise it is an initialiser, or a macro's work.
 */
static enum site_kind outside_call(const struct tokens *t, size_t i)
{
	const struct token *before = tokens_before(t, i);

	if (is_spelled(t, before, "*") ||
	    (before && before->kind == TOK_IDENT))
		return KIND_DECLARATION;
	return KIND_CALL;
}

/* Macros whose last argument is the name of a member. */
static int takes_member(const struct lists *l, const struct tokens *t,
			const struct token *name)
{
	return name && name->kind == TOK_IDENT &&
	       wordset_lookup(l->member_macros, t->text + name->off, name->len);
}

/* list_for_each_entry(page, &tables, lru) reaches for a member, too. */
static int is_member_argument(const struct lists *l, const struct tokens *t,
			      size_t i)
{
	const struct token *token = tokens_before(t, i);
	int depth = 1;

	if (!is_spelled(t, tokens_after(t, i), ")") ||
	    !is_spelled(t, token, ","))
		return 0;
	while (token && depth) {
		token = tokens_before(t, index_of(t, token));
		if (is_spelled(t, token, ")"))
			depth++;
		else if (is_spelled(t, token, "("))
			depth--;
		else if (is_spelled(t, token, ";"))
			return 0;
	}
	return token &&
	       takes_member(l, t, tokens_before(t, index_of(t, token)));
}

static enum site_kind code_kind(const struct lists *l, const struct tokens *t,
				size_t i, const struct place *place)
{
	uint32_t off = t->tokens[i].token.off;

	if (classify_is_member(t, i) || is_member_argument(l, t, i))
		return KIND_MEMBER;
	if (place->in == IN_STRUCT)
		return off == place->name_off ? KIND_DEFINITION :
						KIND_DECLARATION;
	if (place->in == IN_FUNCTION && off == place->name_off)
		return KIND_DEFINITION;
	if (!is_spelled(t, tokens_after(t, i), "("))
		return KIND_USE;
	return place->in == IN_FILE ? outside_call(t, i) : KIND_CALL;
}

enum site_kind classify_kind(const struct lists *l, const struct tokens *t,
			     size_t i, uint32_t off,
			     const struct place *place)
{
	const struct token *token;
	uint32_t directive;

	if (i >= t->count)
		return KIND_USE;
	token = &t->tokens[i].token;
	directive = t->tokens[i].directive;
	if (token->kind == TOK_COMMENT)
		return KIND_COMMENT;
	if (directive && !t->directives[directive - 1].name_len)
		return KIND_DIRECTIVE;
	if (classify_defines_macro(t, i))
		return KIND_DEFINITION;
	if (token->kind == TOK_STRING || token->kind == TOK_CHAR)
		return KIND_STRING;
	/* a part of a token, such as $word in assembler */
	if (token->off != off)
		return KIND_USE;
	return code_kind(l, t, i, place);
}
