// SPDX-License-Identifier: GPL-2.0-only
/* What stands at file scope, and macros. Bodies are only noted. */
#include <ctype.h>
#include <string.h>

#include "buf.h"
#include "tree.h"

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

/* Returns the function that got no body, perhaps because another's follows. */
static struct tree *parse_declarators(struct parser *p, struct text *text,
				      struct tree *pending)
{
	struct tree what = { 0 }, *t = NULL;
	uint32_t start = here(p);
	struct ctype *type = parse_specifiers(p, &what);

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

void parse_top(struct syntax *s, struct text *text)
{
	struct parser p = { .s = s, .text = text, .end = text->code_count,
			    .flat = true };
	struct tree *pending = NULL;

	while (peek(&p)) {
		uint32_t i = p.i;

		if (accept(&p, ";") || accept(&p, "}"))
			continue;
		if (at(&p, "extern") && behind_kind(&p, 1, TOK_STRING)) {
			advance(&p);
			advance(&p);
			accept(&p, "{");
			continue;
		}
		pending = parse_declarators(&p, text, pending);
		if (p.i == i) {
			if (at(&p, "{") || at(&p, "(") || at(&p, "["))
				p.i = text_body_end(text, p.i, p.end);
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
