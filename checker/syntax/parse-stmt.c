// SPDX-License-Identifier: GPL-2.0-only
/* Statements, and the bodies of functions and macros. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tree.h"
#include "check/tablewords.h"

/* So often a body is read, for conditionals in the midst of statements. */
#define MOST_VARIANTS 8

static struct tree *parse_statement(struct parser *p);

/* Of a statement that is not understood, only what comes behind it counts. */
static void resume(struct parser *p, uint32_t start)
{
	uint32_t end = p->trouble_at;

	if (!p->trouble)
		return;
	skip_until(p, ";");
	if (at(p, ";"))
		advance(p);
	if (p->last_end > end)
		end = p->last_end;
	tell_trouble(p, start, end);
}

static bool at_asm(struct parser *p)
{
	return at_any(p, (const char *const []){ "asm", "__asm__", "__asm",
						 NULL });
}

/* A word that only statements begin with. */
static bool at_statement(struct parser *p)
{
	return at_any(p, (const char *const []){
			"if", "while", "switch", "for", "do", "case", "goto",
			"default", "return", "break", "continue", NULL });
}

static bool is_declaration(struct parser *p)
{
	str_t name = word_at(p);

	if (!name || behind_is(p, 1, ":"))
		return false;
	if (is_type_here(p)) {
		/* T (x): who declares with parentheses uses no typedef */
		return !behind_is(p, 1, "(") || !find_name(p, name);
	}
	if (behind_kind(p, 1, TOK_IDENT) && !find_name(p, name))
		return true;
	return behind_is(p, 1, "*") && behind_kind(p, 2, TOK_IDENT) &&
	       !find_name(p, name) &&
	       (behind_is(p, 3, ";") || behind_is(p, 3, "=") ||
		behind_is(p, 3, ","));
}

/*
 * A local that another branch of a conditional declares, too, is one local:
 * it has its value from either.
 */
static struct tree *declared_before(struct parser *p, const struct tree *t)
{
	for (size_t i = p->local_count; i > p->scope; i--)
		if (p->locals[i - 1]->name == t->name &&
		    p->locals[i - 1]->kind == t->kind)
			return p->locals[i - 1];
	return NULL;
}

/* And what would be its initialiser is assigned. */
static struct tree *assign_again(struct parser *p, struct tree *t,
				 struct tree *before)
{
	struct tree *assign, *name;

	if (!t->kids)
		return NULL;
	name = tree_new(p, CXCursor_DeclRefExpr, t->at);
	name->name = t->name;
	name->target = before;
	name->type = before->type;
	assign = tree_new(p, CXCursor_BinaryOperator, t->at);
	assign->op = CXBinaryOperator_Assign;
	assign->type = before->type;
	tree_add(assign, name);
	tree_add(assign, t->kids);
	return assign;
}

static void parse_local_value(struct parser *p, struct tree *t)
{
	if (!accept(p, "="))
		return;
	p->initialised = t->type;
	tree_add(t, parse_initialiser(p));
	p->initialised = NULL;
	if (t->type == &p->s->unknown && t->kids)
		t->type = t->kids->type;
}

/* LIST_HEAD(name); */
static struct tree *parse_declared(struct parser *p)
{
	struct tree *statement, *t = parse_declarer(p, CXCursor_VarDecl);

	if (!t)
		return NULL;
	statement = tree_new(p, CXCursor_DeclStmt, t->at);
	t->is_local = true;
	declare_local(p, t);
	tree_add(statement, t);
	accept(p, ";");
	return statement;
}

/* A parameter of a function in a macro: it is what its type says. */
static struct tree *parse_as_local(struct parser *p, struct tree *param)
{
	struct tree *statement = tree_new(p, CXCursor_DeclStmt, param->at);
	struct tree *t = tree_new(p, CXCursor_VarDecl, param->at);
	struct tree *value = tree_new(p, CXCursor_CStyleCastExpr, param->at);
	struct tree *nothing = tree_new(p, CXCursor_IntegerLiteral, param->at);

	t->name = param->name;
	t->is_local = true;
	t->type = value->type = param->type;
	nothing->type = &p->s->number;
	tree_add(value, nothing);
	tree_add(t, value);
	tree_add(statement, t);
	declare_local(p, t);
	return statement;
}

/* #define FN(name) static void name(pte_t *pte) { ... }: if (?) { ... } */
static struct tree *parse_function_of_macro(struct parser *p,
					    const struct tree *function)
{
	struct tree *t = tree_new(p, CXCursor_IfStmt, function->at);
	struct tree *all = tree_new(p, CXCursor_CompoundStmt, function->at);
	size_t locals = p->local_count;

	for (struct tree *param = function->params; param; param = param->next)
		if (param->name)
			tree_add(all, parse_as_local(p, param));
	tree_add(all, parse_compound(p));
	p->local_count = locals;
	tree_add(t, tree_new(p, CXCursor_NullStmt, function->at));
	tree_add(t, all);
	return t;
}

static struct tree *parse_local(struct parser *p)
{
	struct tree what = { 0 };
	uint32_t start = here(p);
	struct tree *statement = tree_new(p, CXCursor_DeclStmt, start);
	struct tree *t, *before;
	struct ctype *type = parse_specifiers(p, &what);

	while (peek(p) && !at(p, ";")) {
		t = parse_declarator(p, type, CXCursor_VarDecl);
		t->is_static = what.is_static;
		if (what.kind == CXCursor_TypedefDecl)
			t->kind = CXCursor_TypedefDecl;
		if (!t->name) {
			trouble(p, "a declaration has no name");
			break;
		}
		skip_attributes(p);
		if (t->kind == CXCursor_FunctionDecl && at(p, "{"))
			return parse_function_of_macro(p, t);
		before = declared_before(p, t);
		if (!before)
			declare_local(p, t);
		parse_local_value(p, t);
		if (before)
			t = assign_again(p, t, before);
		tree_add(statement, t);
		if (p->trouble || !accept(p, ","))
			break;
	}
	if (!p->trouble && !accept(p, ";") && peek(p))
		trouble(p, "a declaration does not end");
	return statement;
}

static struct tree *parse_condition(struct parser *p)
{
	struct tree *t;

	if (!accept(p, "("))
		trouble(p, "a condition has no parenthesis");
	t = parse_expression(p);
	if (!p->trouble && !at(p, ")"))
		trouble(p, "a condition does not end");
	if (p->trouble) {
		uint32_t start = t->start;

		skip_until(p, "{");
		tell_trouble(p, start, p->last_end);
	}
	accept(p, ")");
	return t;
}

static struct tree *parse_if(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_IfStmt, here(p));

	advance(p);
	tree_add(t, parse_condition(p));
	tree_add(t, parse_statement(p));
	if (accept(p, "else"))
		tree_add(t, parse_statement(p));
	return t;
}

static struct tree *parse_headed(struct parser *p, enum CXCursorKind kind)
{
	struct tree *t = tree_new(p, kind, here(p));

	advance(p);
	tree_add(t, parse_condition(p));
	tree_add(t, parse_statement(p));
	return t;
}

static struct tree *parse_do(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_DoStmt, here(p));

	advance(p);
	tree_add(t, parse_statement(p));
	if (accept(p, "while")) {
		tree_add(t, parse_condition(p));
		accept(p, ";");
	} else {
		tree_add(t, tree_new(p, CXCursor_NullStmt, here(p)));
	}
	return t;
}

/* All four parts, so that nobody has to guess which are there. */
static struct tree *parse_for(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_ForStmt, here(p));
	size_t locals = p->local_count;

	advance(p);
	accept(p, "(");
	if (is_declaration(p)) {
		tree_add(t, parse_local(p));
	} else {
		tree_add(t, at(p, ";") ? tree_new(p, CXCursor_NullStmt, here(p))
				       : parse_expression(p));
		accept(p, ";");
	}
	tree_add(t, at(p, ";") ? tree_new(p, CXCursor_NullStmt, here(p))
			       : parse_expression(p));
	accept(p, ";");
	tree_add(t, at(p, ")") ? tree_new(p, CXCursor_NullStmt, here(p))
			       : parse_expression(p));
	if (p->trouble || !at(p, ")")) {
		trouble(p, "the head of a loop is not understood");
		skip_until(p, "");
		syntax_not_seen(p->s, p->text, p->function ?
				p->function->name : 0, t->start, p->last_end,
				p->trouble);
		p->trouble = NULL;
	}
	accept(p, ")");
	tree_add(t, parse_statement(p));
	p->local_count = locals;
	return t;
}

static struct tree *parse_case(struct parser *p)
{
	bool is_default = at(p, "default");
	struct tree *t = tree_new(p, is_default ? CXCursor_DefaultStmt :
				  CXCursor_CaseStmt, here(p));

	advance(p);
	if (!is_default) {
		tree_add(t, parse_expression(p));
		if (accept(p, "..."))
			tree_add(t, parse_expression(p));
	}
	if (!accept(p, ":"))
		trouble(p, "a case does not end");
	if (!peek(p) || at(p, "}"))
		tree_add(t, tree_new(p, CXCursor_NullStmt, here(p)));
	else
		tree_add(t, parse_statement(p));
	return t;
}

/* Each variant of a body has labels of its own. */
static str_t label_name(struct parser *p)
{
	char number[16];
	str_t name = word_at(p);

	if (!p->variant)
		return name;
	snprintf(number, sizeof(number), " %u", p->variant);
	return str_join(name, "", str_of(number));
}

static struct tree *parse_label(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_LabelStmt, here(p));

	t->name = label_name(p);
	advance(p);
	advance(p);
	if (peek(p) && !at(p, "}"))
		tree_add(t, parse_statement(p));
	return t;
}

static struct tree *parse_goto(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_GotoStmt, here(p)), *label;

	advance(p);
	label = tree_new(p, CXCursor_LabelRef, here(p));
	label->name = label_name(p);
	tree_add(t, label);
	skip_until(p, ";");
	accept(p, ";");
	return t;
}

static struct tree *parse_return(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_ReturnStmt, here(p));

	advance(p);
	if (!at(p, ";"))
		tree_add(t, parse_expression(p));
	if (!p->trouble && !accept(p, ";") && !at(p, "}"))
		trouble(p, "a return does not end");
	return t;
}

static struct tree *parse_asm(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_GCCAsmStmt, here(p));

	skip_until(p, ";");
	accept(p, ";");
	return t;
}

/* Is what was a call the head of a loop of its own? */
static bool is_walker(struct parser *p, const struct tree *t)
{
	if (t->kind == CXCursor_ForStmt)
		return true;
	if (t->kind != CXCursor_CallExpr || at(p, ";"))
		return false;
	return at(p, "{") || (strstr(str_get(t->name), "for_each") &&
			      at_kind(p, TOK_IDENT));
}

static struct tree *parse_walked(struct parser *p, struct tree *head)
{
	struct tree *t = head;

	if (t->kind != CXCursor_ForStmt) {
		t = tree_new(p, CXCursor_ForStmt, head->at);
		tree_add(t, head);
	}
	if (!t->kids)
		tree_add(t, tree_new(p, CXCursor_NullStmt, head->at));
	tree_add(t, tree_new(p, CXCursor_NullStmt, head->at));
	tree_add(t, tree_new(p, CXCursor_NullStmt, head->at));
	tree_add(t, parse_statement(p));
	return t;
}

static struct tree *parse_plain(struct parser *p)
{
	struct tree *t = parse_expression(p);

	if (p->trouble)
		return t;
	if (is_walker(p, t))
		return parse_walked(p, t);
	if (accept(p, ";") || at(p, "}") || !peek(p))
		return t;
	/* A macro that needs no semicolon. */
	if (t->kind == CXCursor_CallExpr)
		return t;
	/* An operator and its operand: x op; */
	if (macro_parameter(p, word_at(p))) {
		advance(p);
		accept(p, ";");
		return t;
	}
	trouble(p, "a statement does not end");
	return t;
}

static struct tree *parse_by_word(struct parser *p)
{
	if (at(p, "if"))
		return parse_if(p);
	if (at(p, "while"))
		return parse_headed(p, CXCursor_WhileStmt);
	if (at(p, "switch"))
		return parse_headed(p, CXCursor_SwitchStmt);
	if (at(p, "for"))
		return parse_for(p);
	if (at(p, "do"))
		return parse_do(p);
	if (at(p, "case") || at(p, "default"))
		return parse_case(p);
	if (at(p, "goto"))
		return parse_goto(p);
	if (at(p, "return"))
		return parse_return(p);
	if (at_asm(p))
		return parse_asm(p);
	/* its if was not understood, or is in another branch of an #if */
	if (accept(p, "else"))
		return parse_statement(p);
	return NULL;
}

/* A chain of else-ifs is one statement. */
static struct tree *leave_out(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_NullStmt, here(p));

	while (at(p, ";") && behind_is(p, 1, "else")) {
		advance(p);
		skip_until(p, ";");
	}
	return t;
}

static struct tree *parse_jump(struct parser *p)
{
	struct tree *t = tree_new(p, at(p, "break") ? CXCursor_BreakStmt :
				  CXCursor_ContinueStmt, here(p));

	advance(p);
	accept(p, ";");
	return t;
}

static struct tree *parse_statement(struct parser *p)
{
	uint32_t start = here(p), i = p->i;
	struct tree *t = NULL;

	if (!enter(p)) {
		t = leave_out(p);
	} else {
		if (at(p, "{"))
			t = parse_compound(p);
		else if (at(p, ";") || !peek(p))
			t = tree_new(p, CXCursor_NullStmt, start);
		else if (at(p, "break") || at(p, "continue"))
			t = parse_jump(p);
		else
			t = parse_by_word(p);
		if (!t && at_kind(p, TOK_IDENT) && behind_is(p, 1, ":"))
			t = parse_label(p);
		if (!t && is_declaration(p))
			t = parse_local(p);
		if (!t)
			t = parse_declared(p);
		if (!t)
			t = parse_plain(p);
		if (t->kind == CXCursor_NullStmt)
			accept(p, ";");
		p->depth--;
	}
	resume(p, start);
	if (p->i == i && peek(p) && !at(p, "}"))
		advance(p);
	return t;
}

static void parse_list(struct parser *p, struct tree *into);

/* #if A ... #else B ... #endif between statements: if (?) A else B. */
static struct tree *parse_branches(struct parser *p, const struct group *g,
				   size_t branch)
{
	const struct lexeme *tokens = p->text->tokens;
	uint32_t end = p->end, last = g->marks[g->count - 1];
	struct tree *t, *body;

	if (!enter_until(p, tokens[g->marks[branch]].off, tokens[last].off)) {
		p->i = last + 1;
		return tree_new(p, CXCursor_NullStmt, tokens[last].off);
	}
	p->i = g->marks[branch] + 1;
	p->end = g->marks[branch + 1];
	body = tree_new(p, CXCursor_CompoundStmt,
			tokens[g->marks[branch]].off);
	parse_list(p, body);
	p->end = end;
	p->i = last + 1;
	t = body;
	if (branch + 2 < g->count || !g->has_else) {
		t = tree_new(p, CXCursor_IfStmt, body->at);
		tree_add(t, tree_new(p, CXCursor_NullStmt, body->at));
		tree_add(t, body);
		if (branch + 2 < g->count)
			tree_add(t, parse_branches(p, g, branch + 1));
	}
	p->depth--;
	return t;
}

/* The conditional that begins here, if its branches have whole statements. */
static const struct group *group_here(struct parser *p)
{
	const struct lexeme *l = p->i < p->end ? &p->text->tokens[p->i] : NULL;
	const struct group *g;

	if (!l || l->kind != TOK_DIRECTIVE || p->flat)
		return NULL;
	g = &p->text->groups[l->cond];
	if (g->count < 2 || g->marks[0] != p->i ||
	    g->marks[g->count - 1] >= p->end ||
	    !text_is_whole((struct text *)p->text, l->cond))
		return NULL;
	return g;
}

static void parse_list(struct parser *p, struct tree *into)
{
	const struct group *g;

	for (;;) {
		g = group_here(p);
		if (g) {
			tree_add(into, parse_branches(p, g, 0));
			continue;
		}
		if (!peek(p) || at(p, "}"))
			return;
		/* peek() may have come to another one */
		if (group_here(p))
			continue;
		tree_add(into, parse_statement(p));
	}
}

struct tree *parse_compound(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_CompoundStmt, here(p));
	size_t scope = p->scope, locals = p->local_count;

	p->scope = locals;
	if (p->i < p->end)
		advance(p);
	parse_list(p, t);
	if (at(p, "}"))
		advance(p);
	t->end = p->last_end;
	p->scope = scope;
	p->local_count = locals;
	return t;
}

/*
 * A macro that defines a function of a pasted type: static x##_t *new_##x(void)
 * { ... }. The type says nothing; what the body does, does.
 */
static void skip_head(struct parser *p)
{
	struct spot spot = spot_here(p);
	bool named = false;

	while (at(p, "static") || at(p, "inline"))
		advance(p);
	if (!behind_is(p, 1, "##")) {
		spot_return(p, spot);
		return;
	}
	while (peek(p) && !at(p, "{") && !at(p, ";") && !at(p, "=")) {
		named = at(p, "(");
		if (named)
			skip_balanced(p);
		else
			advance(p);
	}
	if (!named || !at(p, "{"))
		spot_return(p, spot);
}

/* #define f(x) (g(x)): return (g(x)); */
static struct tree *parse_define(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_CompoundStmt, here(p)), *result;
	uint32_t start = here(p);
	struct spot spot;

	skip_head(p);
	spot = spot_here(p);
	if (peek(p) && !at(p, "{") && !at_statement(p) && !is_declaration(p)) {
		result = tree_new(p, CXCursor_ReturnStmt, start);
		tree_add(result, parse_expression(p));
		if (!p->trouble && !peek(p)) {
			tree_add(t, result);
			return t;
		}
		p->trouble = NULL;
		spot_return(p, spot);
	}
	/* { .member = value }: what a variable begins with */
	if (at(p, "{") && (behind_is(p, 1, ".") || behind_is(p, 1, "["))) {
		result = tree_new(p, CXCursor_ReturnStmt, start);
		tree_add(result, parse_initialiser(p));
		tree_add(t, result);
	}
	while (peek(p)) {
		if (accept(p, "}"))
			continue;
		tree_add(t, parse_statement(p));
	}
	return t;
}

/* Is a name in the parentheses that begin here? */
static bool is_within(struct parser *p, str_t name)
{
	const char *word = str_get(name);
	uint32_t start = here(p);

	skip_balanced(p);
	return has_word(p->text->data + start, p->last_end - start, word,
			strlen(word));
}

/* Does a macro take it to the page of the memory that it is? */
static bool is_memory(struct parser *p, str_t name)
{
	struct spot spot = spot_here(p);
	bool is = false;

	for (; peek(p) && !is; advance(p)) {
		str_t word = word_at(p);
		const struct api *a = word && behind_is(p, 1, "(") ?
			api_role(word, ROLE_CONVERTS) : NULL;

		if (a && a->from == REP_ADDRESS) {
			advance(p);
			is = is_within(p, name);
		}
	}
	spot_return(p, spot);
	return is;
}

/* What nobody gives to a macro, and is called a page, is one. */
static void guess_type(struct parser *p, struct tree *parameter)
{
	struct syntax *s = p->s;

	if (parameter->type == &s->unknown && !parameter->looking &&
	    parameter->name == str_of("page") &&
	    !is_memory(p, parameter->name))
		parameter->type = type_pointer_to(s, type_new(
			s, CXType_Record, parameter->name, p->text));
}

/* DEFINE_FREE(pmd) at file scope was read as the prototype of a function. */
static void note_names_given(struct syntax *s, struct tree *macro)
{
	const struct tree *use = names_first(&s->ordinary, macro->name), *given;
	struct tree *param;

	for (; use; use = use->same) {
		if (use->is_define || use->kind != CXCursor_FunctionDecl)
			continue;
		given = use->params;
		for (param = macro->params; param && given;
		     param = param->next, given = given->next)
			if (!param->given)
				param->given = given->name ? given->name :
					       given->type->name;
	}
}

static struct tree *parse_once(struct syntax *s, struct tree *function,
			       unsigned int variant, unsigned int *variants)
{
	unsigned int expanded = 0;
	struct parser p = { .s = s, .text = function->text,
			    .i = function->body, .end = function->body_end,
			    .variant = variant, .function = function,
			    .expanded = &expanded };
	struct tree *body;

	if (function->is_define)
		note_names_given(s, function);
	for (struct tree *t = function->params; t; t = t->next) {
		if (function->is_define)
			guess_type(&p, t);
		declare_local(&p, t);
	}
	p.scope = p.local_count;
	body = function->is_define ? parse_define(&p) : parse_compound(&p);
	*variants = p.variants;
	free(p.locals);
	return body;
}

/* Is there something in it that is done to pages? */
static bool handles_pages(const struct tree *macro)
{
	const struct text *t = macro->text;

	for (uint32_t i = macro->body; i < macro->body_end; i++) {
		const struct lexeme *l = &t->tokens[i];
		const struct api *a = l->kind != TOK_IDENT ? NULL :
			api_find(str_enter(t->data + l->off, l->len));

		if (a && (a->role == ROLE_ALLOCATES || a->role == ROLE_FREES ||
			  a->role == ROLE_CONVERTS ||
			  a->role == ROLE_REMOVES_PAGE ||
			  a->role == ROLE_HANDLES_PAGE))
			return true;
	}
	return false;
}

/* A macro that pastes names says nothing unless somebody uses it. */
static void tell_unused(struct syntax *s, const struct tree *macro)
{
	if (!macro->lacks_name ||
	    (!has_table_word(macro->text->data + macro->start,
			     macro->end - macro->start) &&
	     (!macro->lacks_type || !handles_pages(macro))))
		return;
	syntax_not_seen(s, macro->text, macro->name, macro->start, macro->end,
			"nothing uses it, so what it pastes is not known");
}

static void parse_body(struct syntax *s, struct tree *function)
{
	unsigned int variants = 0, most;
	uint32_t start = function->start;
	struct tree *all, *body, *either;

	all = parse_once(s, function, 0, &variants);
	most = variants;
	for (unsigned int i = 1; i < most && i < MOST_VARIANTS; i++) {
		struct parser p = { .s = s, .text = function->text };

		body = parse_once(s, function, i, &variants);
		if (variants > most)
			most = variants;
		either = tree_new(&p, CXCursor_IfStmt, body->at);
		tree_add(either, tree_new(&p, CXCursor_NullStmt, body->at));
		tree_add(either, all);
		tree_add(either, body);
		all = either;
	}
	if (most > MOST_VARIANTS)
		syntax_not_seen(s, function->text, function->name,
				function->start, function->end,
				"a conditional within a statement has too many branches");
	tree_add(function, all);
	/* Macros of its file that it uses are before it, not in it. */
	function->start = start;
	tell_unused(s, function);
}

static void parse_value(struct syntax *s, struct tree *variable)
{
	unsigned int expanded = 0;
	struct parser p = { .s = s, .text = variable->text,
			    .i = variable->body, .end = variable->body_end,
			    .initialised = variable->type,
			    .expanded = &expanded };

	tree_add(variable, parse_initialiser(&p));
	free(p.locals);
}

void parse_top_body(struct syntax *s, struct tree *t)
{
	if (t->kids || t->body >= t->body_end)
		return;
	s->arch = t->text->arch;
	if (t->kind == CXCursor_FunctionDecl && t->defined)
		parse_body(s, t);
	else if (t->kind == CXCursor_VarDecl && !t->is_define)
		parse_value(s, t);
	s->arch = 0;
}
