// SPDX-License-Identifier: GPL-2.0-only
/* Whose member it is, from the declarations in the function around it. */
#include <ctype.h>
#include <string.h>

#include "scan/owner.h"

#define NONE ((size_t)-1)

static const struct token *at(const struct tokens *t, size_t i)
{
	return &t->tokens[i].token;
}

static bool is(const struct tokens *t, size_t i, const char *s)
{
	return i != NONE && token_is(t->text, at(t, i), s);
}

static bool is_ident(const struct tokens *t, size_t i)
{
	return i != NONE && at(t, i)->kind == TOK_IDENT;
}

static size_t index_of(const struct tokens *t, const struct token *token)
{
	/* the token lies in a struct flat_token of the list */
	return token ? (size_t)((const struct flat_token *)token - t->tokens) :
		       NONE;
}

static size_t before(const struct tokens *t, size_t i)
{
	return i == NONE ? NONE : index_of(t, tokens_before(t, i));
}

static size_t after(const struct tokens *t, size_t i)
{
	return i == NONE ? NONE : index_of(t, tokens_after(t, i));
}

/* From a closing bracket to the one that opens it. */
static size_t opening(const struct tokens *t, size_t i)
{
	int depth = 0;

	for (; i != NONE; i = before(t, i)) {
		if (is(t, i, ")") || is(t, i, "]") || is(t, i, "}"))
			depth++;
		else if (is(t, i, "(") || is(t, i, "[") || is(t, i, "{"))
			depth--;
		if (!depth)
			return i;
	}
	return NONE;
}

static bool same_word(const struct tokens *t, size_t a, size_t b)
{
	return at(t, a)->len == at(t, b)->len &&
	       !memcmp(t->text + at(t, a)->off, t->text + at(t, b)->off,
		       at(t, a)->len);
}

static bool ends_in_t(const struct tokens *t, size_t i)
{
	const struct token *token = at(t, i);

	return token->len > 2 &&
	       !memcmp(t->text + token->off + token->len - 2, "_t", 2);
}

static bool is_plain_type(const struct tokens *t, size_t i)
{
	static const char *const words[] = {
		"void", "char", "short", "int", "long", "unsigned", "signed",
		"bool", "u8", "u16", "u32", "u64", "ulong",
	};

	for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
		if (is(t, i, words[k]))
			return true;
	return ends_in_t(t, i);
}

static enum owner owner_of_tag(const struct tokens *t, size_t tag)
{
	if (is(t, tag, "page"))
		return OWNER_PAGE;
	return is_ident(t, tag) ? OWNER_OTHER : OWNER_UNKNOWN;
}

/* A pgtable_t is a page nearly everywhere, and a typedef may be one. */
static enum owner owner_of_type(const struct tokens *t, size_t type)
{
	return is_plain_type(t, type) && !ends_in_t(t, type) ? OWNER_OTHER :
							       OWNER_UNKNOWN;
}

/* What a run of words and stars behind a place where a declaration begins
 * says: *type is set when it is one. @i: the last of them. */
static bool read_type(const struct tokens *t, size_t i, enum owner *owner)
{
	size_t last = NONE;

	for (; is(t, i, "*") || is_ident(t, i); i = before(t, i)) {
		if (is(t, i, "struct") || is(t, i, "union")) {
			*owner = owner_of_tag(t, after(t, i));
			return true;
		}
		if (is_ident(t, i) && last == NONE)
			last = i;
	}
	if (last == NONE || !is_plain_type(t, last))
		return false;
	*owner = owner_of_type(t, last);
	return true;
}

/* struct page *a, *b: back over the first ones to the type. */
static bool read_list(const struct tokens *t, size_t comma, enum owner *owner)
{
	size_t i = comma, first = NONE;

	for (; i != NONE; i = before(t, i)) {
		if (is(t, i, ")") || is(t, i, "]"))
			i = opening(t, i);
		else if (is(t, i, ";") || is(t, i, "{") || is(t, i, "}"))
			break;
		else if (is(t, i, "("))
			return false;
		if (i == NONE)
			break;
		first = i;
	}
	while (is(t, first, "const") || is(t, first, "static"))
		first = after(t, first);
	if (is(t, first, "struct")) {
		*owner = owner_of_tag(t, after(t, first));
		return true;
	}
	if (!is_ident(t, first) || !is_plain_type(t, first))
		return false;
	*owner = owner_of_type(t, first);
	return true;
}

/* Is the name at a place declared there, and as what? */
static bool declares(const struct tokens *t, size_t i, enum owner *owner)
{
	size_t j = before(t, i);

	if (read_type(t, j, owner))
		return true;
	while (is(t, j, "*"))
		j = before(t, j);
	return is(t, j, ",") && read_list(t, j, owner);
}

/* The nearest declaration of a name before a place, in the function. */
static bool find_declaration(const struct tokens *t, size_t name,
			     uint32_t start, enum owner *owner)
{
	for (size_t i = name; i != NONE && at(t, i)->off >= start;
	     i = before(t, i))
		if (is_ident(t, i) && same_word(t, i, name) &&
		    declares(t, i, owner))
			return true;
	return false;
}

/* #define name(a, b): a and b are variables. */
static bool is_macro_parameter(const struct tokens *t, size_t name)
{
	uint32_t directive = t->tokens[name].directive;
	size_t i;

	if (!directive)
		return false;
	i = tokens_find(t, t->directives[directive - 1].name_off);
	i = i < t->count ? after(t, i) : NONE;
	if (!is(t, i, "("))
		return false;
	while (i != NONE && !is(t, i, ")")) {
		i = after(t, i);
		if (is_ident(t, i) && same_word(t, i, name))
			return true;
	}
	return false;
}

/*
 * A parameter of a macro has no type: it is what all of the file calls so, if
 * that is never a page.
 */
static enum owner owner_in_file(const struct tokens *t, size_t name)
{
	enum owner owner, all = OWNER_UNKNOWN;

	for (size_t i = 0; i < t->count; i++) {
		if (!is_ident(t, i) || !same_word(t, i, name) ||
		    !declares(t, i, &owner))
			continue;
		if (owner != OWNER_OTHER)
			return OWNER_UNKNOWN;
		all = owner;
	}
	return all;
}

static enum owner owner_of_variable(const struct tokens *t, size_t name,
				    uint32_t start)
{
	enum owner owner;

	if (find_declaration(t, name, start, &owner))
		return owner;
	return is_macro_parameter(t, name) ? owner_in_file(t, name) :
					     OWNER_UNKNOWN;
}

/*
 * What x->base.member says: struct page is held by value in struct folio only,
 * and in arrays, by a name that says so.
 */
static enum owner owner_of_value(const struct lists *l, const struct tokens *t,
				 size_t name, size_t access)
{
	const struct token *token = at(t, name);

	return is(t, access, ".") &&
	       !lists_is_page_word(l, t->text + token->off, token->len) ?
		OWNER_OTHER : OWNER_UNKNOWN;
}

/* What virt_to_ptdesc() and its kin give is a descriptor. */
static enum owner owner_of_result(const struct tokens *t, size_t name)
{
	static const char suffix[] = "_ptdesc";
	const struct token *token = at(t, name);
	size_t len = sizeof(suffix) - 1;

	return token->len > len &&
	       !memcmp(t->text + token->off + token->len - len, suffix, len) ?
		OWNER_OTHER : OWNER_UNKNOWN;
}

/* (p), (*p), ((struct x *)p) */
static enum owner owner_of_parens(const struct tokens *t, size_t close,
				  uint32_t start)
{
	size_t open = opening(t, close), i = after(t, open);
	bool starred = false;

	if (open == NONE)
		return OWNER_UNKNOWN;
	if (is_ident(t, before(t, open)))
		return owner_of_result(t, before(t, open));
	while (is(t, i, "*") || is(t, i, "&") || is(t, i, "(")) {
		starred |= is(t, i, "*");
		i = after(t, i);
	}
	if (is(t, i, "struct") && !starred)
		return owner_of_tag(t, after(t, i));
	if (!is_ident(t, i) || !is(t, after(t, i), ")"))
		return OWNER_UNKNOWN;
	return owner_of_variable(t, i, start);
}

static enum owner owner_of_base(const struct lists *l, const struct tokens *t,
				size_t access, uint32_t start)
{
	size_t i = before(t, access);

	while (is(t, i, "]"))
		i = before(t, opening(t, i));
	if (is(t, i, ")"))
		return owner_of_parens(t, i, start);
	if (!is_ident(t, i))
		return OWNER_UNKNOWN;
	if (is(t, before(t, i), "->") || is(t, before(t, i), "."))
		return owner_of_value(l, t, i, access);
	return owner_of_variable(t, i, start);
}

/* struct x y = { .member = 1 } */
static enum owner owner_of_initialiser(const struct tokens *t, size_t i)
{
	enum owner owner;
	int depth = 1;

	while (i != NONE && depth) {
		i = before(t, i);
		if (is(t, i, ")") || is(t, i, "]") || is(t, i, "}"))
			i = opening(t, i);
		else if (is(t, i, "{") || is(t, i, "("))
			depth--;
	}
	i = before(t, i);
	if (is(t, i, ")"))
		return is(t, after(t, opening(t, i)), "struct") ?
			owner_of_tag(t, after(t, after(t, opening(t, i)))) :
			OWNER_UNKNOWN;
	i = is(t, i, "=") ? before(t, i) : NONE;
	while (is(t, i, "]"))
		i = before(t, opening(t, i));
	return is_ident(t, i) && read_type(t, before(t, i), &owner) ?
		owner : OWNER_UNKNOWN;
}

/* list_for_each_entry(page, &list, lru), list_entry(l, struct page, lru) */
static enum owner owner_of_argument(const struct tokens *t, size_t i,
				    uint32_t start)
{
	size_t first;

	for (;;) {
		i = before(t, i);
		if (is(t, i, ")") || is(t, i, "]"))
			i = opening(t, i);
		else if (i == NONE || is(t, i, "(") || is(t, i, ";"))
			break;
		else if (is(t, i, "struct"))
			return owner_of_tag(t, after(t, i));
	}
	first = is(t, i, "(") ? after(t, i) : NONE;
	return is_ident(t, first) && is(t, after(t, first), ",") ?
		owner_of_variable(t, first, start) : OWNER_UNKNOWN;
}

enum owner owner_of_member(const struct lists *l, const struct tokens *t,
			   size_t i, uint32_t start)
{
	size_t access = before(t, i), base = before(t, access);

	if (!is(t, access, "->") && !is(t, access, "."))
		return owner_of_argument(t, i, start);
	if (is(t, access, ".") && (is(t, base, "{") || is(t, base, ",")))
		return owner_of_initialiser(t, access);
	return owner_of_base(l, t, access, start);
}

enum owner owner_of_name(const struct tokens *t, size_t i, uint32_t start)
{
	enum owner owner;

	return is_macro_parameter(t, i) ||
	       find_declaration(t, i, start, &owner) ? OWNER_OTHER :
						       OWNER_UNKNOWN;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

enum owner owner_in_text(const struct lists *l, const char *text, uint32_t off)
{
	uint32_t end, first;

	if (off >= 2 && !memcmp(text + off - 2, "->", 2))
		end = off - 2;
	else if (off >= 1 && text[off - 1] == '.')
		end = off - 1;
	else
		return OWNER_OTHER;
	/* virt_to_page(x)->member */
	if (end && text[end - 1] == ')')
		while (end && text[end] != '(' && text[end] != '\n')
			end--;
	for (first = end; first && is_word(text[first - 1]);)
		first--;
	return lists_is_page_word(l, text + first, end - first) ? OWNER_PAGE :
								  OWNER_OTHER;
}
