// SPDX-License-Identifier: GPL-2.0-only
/* A place among the tokens, and what is in scope there. */
#include <string.h>

#include "buf.h"
#include "check/tablewords.h"
#include "tree.h"

/* Deeper than this nobody writes; a recursion has to end. */
#define MOST_DEPTH 200
/* A name is looked for among all variables in scope. */
#define MOST_LOCALS 10000
/* a, b, c is a tree as tall as it is long. */
#define MOST_HEIGHT 1000

static const char too_deep[] = "it is nested too deep";
static const char too_tall[] = "it has too many operands";

/* Conditionals in the midst of a statement: one branch at a time. */
static void settle(struct parser *p)
{
	while (p->i < p->end &&
	       p->text->tokens[p->i].kind == TOK_DIRECTIVE) {
		const struct group *g =
			&p->text->groups[p->text->tokens[p->i].cond];
		unsigned int branches = g->count - 1 + !g->has_else;
		unsigned int branch = p->variant;

		if (p->flat) {
			p->i++;
			continue;
		}
		if (p->i != g->marks[0] || g->count < 2) {
			p->i = g->marks[g->count - 1] + 1;
			continue;
		}
		if (branches > p->variants)
			p->variants = branches;
		if (branch >= branches)
			branch = branches - 1;
		p->i = g->marks[branch] + 1;
	}
	if (p->i > p->end)
		p->i = p->end;
}

const struct lexeme *peek(struct parser *p)
{
	settle(p);
	return p->i < p->end ? &p->text->tokens[p->i] : NULL;
}

static const struct lexeme *peek_behind(struct parser *p, unsigned int n)
{
	unsigned int variants = p->variants;
	const struct lexeme *l = peek(p);
	uint32_t i = p->i;

	while (l && n--) {
		p->i++;
		l = peek(p);
	}
	p->i = i;
	p->variants = variants;
	return l;
}

static bool spelled(const struct parser *p, const struct lexeme *l,
		    const char *s)
{
	size_t len = strlen(s);

	return l && l->len == len && !memcmp(p->text->data + l->off, s, len);
}

bool at(struct parser *p, const char *spelling)
{
	return spelled(p, peek(p), spelling);
}

bool behind_is(struct parser *p, unsigned int n, const char *spelling)
{
	return spelled(p, peek_behind(p, n), spelling);
}

bool behind_kind(struct parser *p, unsigned int n, enum token_kind kind)
{
	const struct lexeme *l = peek_behind(p, n);

	return l && l->kind == kind;
}

void advance(struct parser *p)
{
	if (peek(p))
		p->last_end = p->text->tokens[p->i].off +
			      p->text->tokens[p->i].len;
	if (p->i < p->end)
		p->i++;
}

bool accept(struct parser *p, const char *spelling)
{
	if (!at(p, spelling))
		return false;
	advance(p);
	return true;
}

bool at_kind(struct parser *p, enum token_kind kind)
{
	const struct lexeme *l = peek(p);

	return l && l->kind == kind;
}

bool at_any(struct parser *p, const char *const *list)
{
	const struct lexeme *l = peek(p);

	for (; l && *list; list++)
		if (spelled(p, l, *list))
			return true;
	return false;
}

uint32_t here(struct parser *p)
{
	const struct lexeme *l = peek(p);

	return l ? l->off : p->last_end;
}

str_t word_at(struct parser *p)
{
	const struct lexeme *l = peek(p);

	return l && l->kind == TOK_IDENT ?
		str_enter(p->text->data + l->off, l->len) : 0;
}

void skip_balanced(struct parser *p)
{
	const struct lexeme *l;
	int depth = 0;

	while ((l = peek(p))) {
		char c = p->text->data[l->off];

		if (l->kind == TOK_PUNCT && l->len == 1) {
			depth += c == '(' || c == '[' || c == '{';
			depth -= c == ')' || c == ']' || c == '}';
		}
		advance(p);
		if (depth <= 0)
			return;
	}
}

void skip_until(struct parser *p, const char *bytes)
{
	const struct lexeme *l;

	while ((l = peek(p))) {
		char c = p->text->data[l->off];

		if (l->kind == TOK_PUNCT && l->len == 1) {
			if (strchr(bytes, c) || strchr(")]}", c))
				return;
			if (strchr("([{", c)) {
				skip_balanced(p);
				continue;
			}
		}
		advance(p);
	}
}

const struct tree *macro_parameter(const struct parser *p, str_t name)
{
	const struct tree *t = p->function && p->function->is_define ?
			       p->function->params : NULL;

	while (t && t->name != name)
		t = t->next;
	return name ? t : NULL;
}

str_t given_to(const struct parser *p, const struct tree *param)
{
	size_t n = 0;

	if (!p->arguments)
		return param->given;
	for (const struct tree *t = p->function->params; t != param;
	     t = t->next)
		n++;
	return p->arguments[n] ? p->arguments[n]->name : 0;
}

str_t pasted_name(struct parser *p)
{
	str_t name = str_of("");
	bool known = true;

	do {
		str_t word = word_at(p);
		const struct tree *param = macro_parameter(p, word);

		if (param)
			word = given_to(p, param);
		known &= word != 0;
		if (known)
			name = str_join(name, "", word);
		advance(p);
	} while (accept(p, "##"));
	if (!known && p->function && !p->arguments)
		p->function->lacks_name = true;
	return known ? name : 0;
}

void skip_pasted(struct parser *p)
{
	while (at(p, "##")) {
		advance(p);
		advance(p);
	}
}

bool enter(struct parser *p)
{
	if (p->depth >= MOST_DEPTH) {
		trouble(p, too_deep);
		skip_until(p, ";");
		return false;
	}
	p->depth++;
	return true;
}

bool enter_until(struct parser *p, uint32_t start, uint32_t end)
{
	if (p->depth < MOST_DEPTH) {
		p->depth++;
		return true;
	}
	syntax_not_seen(p->s, p->text, p->function ? p->function->name : 0,
			start, end, too_deep);
	return false;
}

bool is_tall(struct parser *p, const struct tree *t)
{
	if (t->height < MOST_HEIGHT)
		return false;
	trouble(p, too_tall);
	return true;
}

void tell_trouble(struct parser *p, uint32_t start, uint32_t end)
{
	const char *why = p->trouble;

	p->trouble = NULL;
	/* It may have begun in the statement around this one. */
	if (why && p->trouble_at < start)
		start = p->trouble_at;
	if (!why || end <= start ||
	    (why != too_deep && why != too_tall &&
	     !has_table_word(p->text->data + start, end - start)))
		return;
	syntax_not_seen(p->s, p->text, p->function ? p->function->name : 0,
			start, end, why);
}

void trouble(struct parser *p, const char *why)
{
	if (p->trouble)
		return;
	p->trouble = why;
	p->trouble_at = here(p);
}

struct tree *tree_new(struct parser *p, enum CXCursorKind kind, uint32_t at)
{
	struct tree *t = syntax_memory(p->s, sizeof(*t));

	t->kind = kind;
	t->text = p->pinned ? p->pinned : p->text;
	t->at = t->start = t->end = p->pinned ? p->pin_at : at;
	t->is_macro = p->pinned || p->arguments;
	t->type = &p->s->unknown;
	return t;
}

void tree_add(struct tree *to, struct tree *kid)
{
	if (!kid)
		return;
	if (to->last)
		to->last->next = kid;
	else
		to->kids = kid;
	to->last = kid;
	if (kid->height >= to->height && kid->height < UINT16_MAX)
		to->height = kid->height + 1;
	/* What a macro of another file stands for is there. */
	if (kid->text != to->text)
		return;
	if (kid->end > to->end)
		to->end = kid->end;
	if (kid->start < to->start)
		to->start = kid->start;
}

/*
 * The branches of a conditional may each declare a local: then it is one,
 * which has its value from either.
 */
void declare_local(struct parser *p, struct tree *t)
{
	if (p->local_count >= MOST_LOCALS) {
		syntax_not_seen(p->s, t->text,
				p->function ? p->function->name : 0, t->start,
				t->end, "it has too many variables");
		return;
	}
	p->locals = xgrow(p->locals, p->local_count, &p->local_capacity,
			  sizeof(*p->locals));
	p->locals[p->local_count++] = t;
}

struct tree *find_name(struct parser *p, str_t name)
{
	for (struct parser *in = p; in; in = in->outer)
		for (size_t i = in->local_count; i > 0; i--)
			if (in->locals[i - 1]->name == name)
				return in->locals[i - 1];
	return names_nearest(&p->s->ordinary, name, p->text, CXCursor_None);
}
