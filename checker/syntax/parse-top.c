// SPDX-License-Identifier: GPL-2.0-only
/* What stands at file scope, and macros. Bodies are only noted. */
#include <ctype.h>
#include <string.h>

#include "buf.h"
#include "tree.h"

/* Tokens between the parameters of an old function and its body. */
#define MOST_OLD	1000

static bool is_upper(str_t name)
{
	for (const char *s = str_get(name); *s; s++)
		if (islower((unsigned char)*s))
			return false;
	return true;
}

static void enter_declaration(struct parser *p, struct text *text,
			      struct tree *t, const struct tree *what,
			      uint32_t start)
{
	t->start = start;
	t->is_static = what->is_static;
	if (what->kind == CXCursor_TypedefDecl)
		t->kind = CXCursor_TypedefDecl;
	if (!t->name)
		return;
	names_add(&p->s->ordinary, t->name, t);
	if (t->kind != CXCursor_TypedefDecl)
		text_add_top(text, t);
}

/* FOO_DEFINE3(name, ...) { is the function "name". */
static struct tree *name_defined(struct parser *p, struct text *text,
				 struct tree *t)
{
	struct tree *named;

	if (t->type->to != &p->s->unknown || !is_upper(t->name) ||
	    !t->params)
		return t;
	named = tree_new(p, t->kind, t->at);
	*named = *t;
	named->same = named->last_same = NULL;
	/* its one word was read as a type */
	named->name = t->params->name ? t->params->name :
		      t->params->type->name;
	if (!named->name)
		return t;
	names_add(&p->s->ordinary, named->name, named);
	text->tops[text->top_count - 1] = named;
	return named;
}

static void take_body(struct parser *p, struct text *text, struct tree *t,
		      struct tree *pending)
{
	uint32_t open = p->i, close;

	t = name_defined(p, text, t);
	close = text_body_end(p->text, open, p->end);
	for (int i = 0; i < 2; i++, t = pending) {
		if (!t)
			break;
		t->defined = true;
		t->body = open;
		t->body_end = close;
		t->end = p->text->tokens[close - 1].off +
			 p->text->tokens[close - 1].len;
	}
	p->i = close;
}

static void skip_value(struct parser *p, struct tree *t)
{
	t->body = p->i;
	skip_until(p, ",;");
	t->body_end = p->i;
}

/* Do only declarations stand between here and a body: f(p) pmd_t *p; { */
static bool has_old_parameters(struct parser *p)
{
	struct spot spot = spot_here(p);
	bool ended = false, has;

	while (p->i - spot.i < MOST_OLD &&
	       (at_kind(p, TOK_IDENT) || at_kind(p, TOK_NUMBER) ||
		at_any(p, (const char *const []){ "*", ",", ";", "[", "]",
						  NULL }))) {
		ended = at(p, ";");
		advance(p);
	}
	has = ended && at(p, "{");
	spot_return(p, spot);
	return has;
}

/* The types of the parameters of a function as it was written before C89. */
static void type_old_parameters(struct parser *p, struct tree *function)
{
	struct tree *param, *t;

	if (!function->params || function->params->type != &p->s->unknown ||
	    !at_kind(p, TOK_IDENT) || !has_old_parameters(p))
		return;
	while (peek(p) && !at(p, "{")) {
		struct tree what = { 0 };
		struct ctype *type = parse_specifiers(p, &what);

		do {
			t = parse_declarator(p, type, CXCursor_ParmDecl);
			for (param = function->params; param;
			     param = param->next)
				if (param->name == t->name)
					param->type = t->type;
		} while (accept(p, ","));
		skip_until(p, ";");
		accept(p, ";");
	}
}

/* DEFINE_FREE(pmd): a macro that is used like a declaration. */
static bool is_macro_here(struct parser *p)
{
	str_t name = behind_is(p, 1, "(") ? word_at(p) : 0;
	struct tree *t = name ? find_name(p, name) : NULL;

	return t && t->is_define && is_upper(name);
}

/* Returns the function that got no body, perhaps because another's follows. */
static struct tree *parse_declarators(struct parser *p, struct text *text,
				      struct tree *pending)
{
	struct tree what = { 0 }, *t = NULL;
	uint32_t start = here(p);
	struct ctype *type = parse_specifiers(p, &what);
	bool is_macro = is_macro_here(p);

	t = parse_declarer(p, CXCursor_VarDecl);
	if (t) {
		enter_declaration(p, text, t, &what, start);
		skip_until(p, ";");
		accept(p, ";");
		return NULL;
	}
	while (peek(p) && !at(p, ";")) {
		t = parse_declarator(p, type, CXCursor_VarDecl);
		enter_declaration(p, text, t, &what, start);
		if (t->kind == CXCursor_FunctionDecl)
			type_old_parameters(p, t);
		if (is_macro && is_macro_here(p))
			return NULL;
		if (!at(p, "{") && t->kind == CXCursor_FunctionDecl &&
		    !at_any(p, (const char *const []){
			    "static", "struct", "union", "enum", "void",
			    "extern", "typedef", "unsigned", "int", "long",
			    "inline", NULL }))
			skip_attributes(p);
		else if (t->kind != CXCursor_FunctionDecl)
			skip_attributes(p);
		if (at(p, "{") && t->kind == CXCursor_FunctionDecl) {
			take_body(p, text, t, pending);
			return NULL;
		}
		if (accept(p, "="))
			skip_value(p, t);
		if (!accept(p, ","))
			break;
	}
	if (accept(p, ";") || !t || t->kind != CXCursor_FunctionDecl)
		return NULL;
	return t;
}

/* The body of something that is no function, as far as is known. */
static void leave_body_out(struct parser *p)
{
	uint32_t start = here(p), end = text_body_end(p->text, p->i, p->end);

	if (at(p, "{"))
		trouble(p, "what it is the body of is not understood");
	p->i = end;
	tell_trouble(p, start, p->text->tokens[end - 1].off);
}

void parse_top(struct syntax *s, struct text *text)
{
	struct parser p = { .s = s, .text = text, .end = text->code_count,
			    .flat = true };
	struct tree *pending = NULL;

	while (peek(&p)) {
		uint32_t i = p.i, start = here(&p);

		if (accept(&p, ";") || accept(&p, "}"))
			continue;
		if (at(&p, "extern") && behind_kind(&p, 1, TOK_STRING)) {
			advance(&p);
			advance(&p);
			accept(&p, "{");
			continue;
		}
		pending = parse_declarators(&p, text, pending);
		tell_trouble(&p, start, p.last_end);
		if (p.i == i) {
			if (at(&p, "{") || at(&p, "(") || at(&p, "["))
				leave_body_out(&p);
			else
				advance(&p);
		}
	}
}

static void parse_macro(struct syntax *s, struct text *text,
			const struct macro *m)
{
	struct parser p = { .s = s, .text = text, .i = m->name, .end = m->to,
			    .flat = true };
	struct tree *t = tree_new(&p, CXCursor_FunctionDecl, here(&p));
	struct tree *param, *last = NULL;

	t->name = word_at(&p);
	t->start = m->start;
	t->end = m->end;
	t->is_static = true;
	t->is_define = true;
	t->defined = true;
	p.i = m->from;
	if (!m->arguments) {
		t->kind = CXCursor_VarDecl;
		t->body = m->from;
		t->body_end = m->to;
		names_add(&s->macros, t->name, t);
		return;
	}
	accept(&p, "(");
	while (peek(&p) && !accept(&p, ")")) {
		if (at_kind(&p, TOK_IDENT)) {
			param = tree_new(&p, CXCursor_ParmDecl, here(&p));
			param->name = word_at(&p);
			if (last)
				last->next = param;
			else
				t->params = param;
			last = param;
		}
		advance(&p);
	}
	t->type = type_new(s, CXType_FunctionNoProto, 0, text);
	t->type->to = &s->unknown;
	t->body = p.i;
	t->body_end = m->to;
	names_add(&s->ordinary, t->name, t);
	text_add_top(text, t);
}

void parse_macros(struct syntax *s, struct text *text)
{
	for (size_t i = 0; i < text->macro_count; i++)
		parse_macro(s, text, &text->macros[i]);
}
