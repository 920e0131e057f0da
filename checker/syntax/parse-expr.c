// SPDX-License-Identifier: GPL-2.0-only
/* Expressions and their types. */
#include <stdlib.h>
#include <string.h>

#include "check/api.h"
#include "tree.h"

static struct tree *parse_unary(struct parser *p);

static struct tree *over(struct parser *p, enum CXCursorKind kind, uint32_t at,
			 struct tree *a, struct tree *b)
{
	struct tree *t = tree_new(p, kind, at);

	if (a)
		t->start = a->start;
	tree_add(t, a);
	tree_add(t, b);
	return t;
}

static struct tree *literal(struct parser *p)
{
	const struct lexeme *l = peek(p);
	struct tree *t = tree_new(p, l->kind == TOK_NUMBER ?
				  CXCursor_IntegerLiteral :
				  CXCursor_StringLiteral, l->off);
	char number[32] = "";

	if (l->kind == TOK_NUMBER && l->len < sizeof(number)) {
		memcpy(number, p->text->data + l->off, l->len);
		t->value = strtoull(number, NULL, 0);
		t->type = &p->s->number;
	}
	advance(p);
	t->end = p->last_end;
	return t;
}

/* "a" PRI "b" is one string, and so is KERN_ERR "a" format. */
static struct tree *parse_string(struct parser *p)
{
	struct tree *t = literal(p);

	while (at_kind(p, TOK_STRING) || at_kind(p, TOK_IDENT))
		advance(p);
	t->end = p->last_end;
	return t;
}

/* The type that the lists give the result of a name. */
static struct ctype *type_by_api(struct parser *p, const struct api *a)
{
	const struct api *entry = api_type(REP_ENTRY, a->level);
	const struct api *record = a->as == REP_NONE ? NULL :
				   api_type(a->as, LEVEL_NONE);
	struct syntax *s = p->s;

	if (a->role == ROLE_WALKS || (a->role == ROLE_GIVES_TABLE && a->level &&
				      a->as == REP_ADDRESS))
		return type_pointer_to(s, type_new(s, CXType_Typedef,
						entry ? entry->name : 0,
						p->text));
	if (a->role != ROLE_ALLOCATES && a->role != ROLE_CONVERTS &&
	    a->role != ROLE_READS)
		return &s->unknown;
	if (record)
		return type_pointer_to(s, type_new(s, CXType_Record,
						record->name, p->text));
	return a->as == REP_NUMBER ? &s->number :
	       a->as == REP_ADDRESS ? type_pointer_to(s, &s->nothing) :
				      &s->unknown;
}

/* The type of what a macro with arguments stands for. */
static struct ctype *macro_type(struct parser *p, struct tree *macro)
{
	struct parser body = { .s = p->s, .text = macro->text,
			       .i = macro->body, .end = macro->body_end,
			       .depth = p->depth + 1 };
	struct tree *e;

	if (macro->looking || macro->type->to != &p->s->unknown ||
	    !peek(&body) || p->depth > 20)
		return macro->type->to;
	macro->looking = true;
	for (struct tree *t = macro->params; t; t = t->next)
		declare_local(&body, t);
	e = parse_expression(&body);
	if (!peek(&body) && !body.trouble)
		macro->type->to = e->type;
	macro->looking = false;
	free(body.locals);
	return macro->type->to;
}

/* What declares.h says of a macro, or NULL. */
static struct ctype *declared_type(struct parser *p, str_t name)
{
	for (struct tree *t = names_first(&p->s->ordinary, name); t;
	     t = t->same)
		if (t->text->builtin && !t->is_define &&
		    t->kind == CXCursor_FunctionDecl)
			return t->type->to;
	return NULL;
}

/*
 * What gives a number gives one, whatever its macro makes of a pointer: one
 * for assembler has no casts.
 */
static bool gives_number(const struct api *a)
{
	return a && a->as == REP_NUMBER &&
	       (a->role == ROLE_CONVERTS || a->role == ROLE_READS);
}

static struct ctype *call_type(struct parser *p, struct tree *callee)
{
	struct ctype *t = type_bare(p->s, callee->type);
	const struct api *a = callee->kind == CXCursor_DeclRefExpr ?
			      api_find(callee->name) : NULL;

	if (gives_number(a))
		return &p->s->number;
	if (callee->target && callee->target->is_define) {
		t = declared_type(p, callee->name);
		if (t)
			callee->target->type->to = t;
		else
			t = macro_type(p, callee->target);
		if (t != &p->s->unknown)
			return t;
	} else {
		if (t->kind == CXType_Pointer)
			t = type_bare(p->s, t->to);
		if (t->kind == CXType_FunctionProto && t->to != &p->s->unknown)
			return t->to;
	}
	return a ? type_by_api(p, a) : &p->s->unknown;
}

static struct tree *parse_argument(struct parser *p)
{
	struct tree *t;

	if (is_type_here(p)) {
		t = tree_new(p, CXCursor_TypeRef, here(p));
		t->type = parse_type_name(p);
		t->end = p->last_end;
		return t;
	}
	return parse_assignment(p);
}

static void parse_arguments(struct parser *p, struct tree *call)
{
	advance(p);
	while (peek(p) && !at(p, ")")) {
		uint32_t i = p->i;

		if (at(p, ",")) {	/* an argument of a macro may be empty */
			tree_add(call, tree_new(p, CXCursor_NullStmt,
						here(p)));
			advance(p);
			continue;
		}
		tree_add(call, parse_argument(p));
		if (!at(p, ",") && !at(p, ")")) {
			if (!call->target || !call->target->is_define)
				trouble(p, "an argument is no expression");
			skip_until(p, ",");
		}
		accept(p, ",");
		if (p->i == i)
			advance(p);
	}
	if (!accept(p, ")"))
		trouble(p, "a call does not end");
	call->end = p->last_end;
}

/*
 * What a macro is given tells the types of its parameters, unless it is given
 * this and that.
 */
static void type_parameters(struct parser *p, struct tree *call)
{
	struct tree *arg = call->kids->next, *param = call->target->params;
	struct ctype *type;

	for (; arg && param; arg = arg->next, param = param->next) {
		type = arg->kind == CXCursor_TypeRef ? &p->s->unknown
						     : arg->type;
		if (type == &p->s->unknown || type == &p->s->number)
			continue;
		if (param->type == &p->s->unknown && !param->looking)
			param->type = type_as_of(p->s, type,
						 call->target->text);
		else if (!type_same(p->s, param->type, type)) {
			param->type = &p->s->unknown;
			param->looking = true;
		}
	}
}

/* For what a macro pastes to it: what is a parameter of another is not it. */
static void note_given(struct parser *p, struct tree *call)
{
	struct tree *arg = call->kids->next, *param = call->target->params;

	for (; arg && param; arg = arg->next, param = param->next) {
		const struct tree *outer = macro_parameter(p, arg->name);

		if (!param->given && arg->kind == CXCursor_DeclRefExpr)
			param->given = outer ? given_to(p, outer) : arg->name;
	}
}

/* A parameter of the macro that is read: what it is given. */
static struct tree *argument_named(struct parser *p, str_t name, uint32_t at)
{
	const struct tree *macro = p->function;
	struct tree *t, *given;
	size_t n = 0;

	if (!p->arguments)
		return NULL;
	for (t = macro->params; t && t->name != name; t = t->next)
		n++;
	if (!t || !p->arguments[n])
		return NULL;
	given = p->arguments[n];
	t = tree_new(p, given->kind == CXCursor_TypeRef ? CXCursor_TypeRef :
		     CXCursor_ParenExpr, at);
	t->type = given->type;
	t->end = p->last_end;
	if (t->kind == CXCursor_ParenExpr) {
		t->kids = t->last = given;
		given->next = NULL;
	}
	return t;
}

/* How many macros with arguments one body may expand. */
#define MOST_EXPANDED	2000

#define MOST_PARAMETERS	16

/*
 * What a macro stands for where it is called, if it is an expression and the
 * lists do not say what it means: each use has its own values.
 */
static struct tree *expand_call(struct parser *p, struct tree *call)
{
	struct tree *macro = call->target, *e, *next;
	struct tree *args[MOST_PARAMETERS + 1] = { NULL };
	struct parser body = { .s = p->s, .text = macro->text,
			       .i = macro->body, .end = macro->body_end,
			       .depth = p->depth + 1, .function = macro,
			       .outer = p, .arguments = args,
			       .expanded = p->expanded };
	size_t n = 0, wanted = 0;

	for (struct tree *t = macro->params; t; t = t->next)
		wanted++;
	if (!macro->is_define || macro->looking || api_find(macro->name) ||
	    !peek(&body) || wanted > MOST_PARAMETERS || !p->expanded ||
	    p->depth > 100 || *p->expanded >= MOST_EXPANDED)
		return NULL;
	for (e = call->kids->next; e; e = next) {
		next = e->next;
		if (n < wanted)
			args[n++] = e;
	}
	if (n < wanted)
		return NULL;
	++*p->expanded;
	macro->looking = true;
	e = parse_expression(&body);
	macro->looking = false;
	free(body.locals);
	return peek(&body) || body.trouble ? NULL : e;
}

/* The arguments in a list again, behind what the macro did with them. */
static struct tree *try_expanding(struct parser *p, struct tree *call)
{
	struct tree *args[MOST_PARAMETERS], *e;
	size_t n = 0;

	for (e = call->kids->next; e && n < MOST_PARAMETERS; e = e->next)
		args[n++] = e;
	if (e)
		return NULL;
	e = expand_call(p, call);
	if (e)
		return e;
	for (size_t i = 0; i + 1 < n; i++)
		args[i]->next = args[i + 1];
	return NULL;
}

static struct tree *parse_call(struct parser *p, struct tree *callee)
{
	struct tree *expansion;

	struct tree *call = over(p, CXCursor_CallExpr, callee->at, callee,
				 NULL);

	call->name = callee->name;
	call->target = callee->target;
	parse_arguments(p, call);
	if (call->target && call->target->is_define) {
		note_given(p, call);
		expansion = try_expanding(p, call);
		if (expansion)
			return expansion;
		type_parameters(p, call);
	}
	call->type = call_type(p, callee);
	return call;
}

/* x->a.b where nobody shows what a is: the b of that a. */
static struct ctype *type_around(struct parser *p, const struct tree *base)
{
	const struct tree *outer = base->kind == CXCursor_MemberRefExpr ?
				   base->target : NULL;

	if (!outer || !outer->made_up || !outer->parent->name)
		return &p->s->unknown;
	return type_new(p->s, CXType_Record,
			str_join(outer->parent->name, ".", outer->name),
			p->text);
}

/* A name where it begins, with what a macro pastes to it, if that is known. */
static void take_pasted(struct parser *p, struct tree *t)
{
	str_t name;

	if (behind_is(p, 1, "##")) {
		name = pasted_name(p);
		if (name)
			t->name = name;
	} else {
		advance(p);
	}
	t->end = p->last_end;
}

static struct tree *parse_member(struct parser *p, struct tree *base)
{
	bool arrow = at(p, "->");
	struct tree *t;
	struct ctype *of;

	advance(p);
	t = over(p, CXCursor_MemberRefExpr, here(p), base, NULL);
	t->name = word_at(p);
	if (!t->name) {
		trouble(p, "a member has no name");
		return t;
	}
	take_pasted(p, t);
	of = type_bare(p->s, base->type);
	if (arrow || of->kind == CXType_Pointer)
		of = type_pointed(p->s, of);
	if (type_bare(p->s, of)->kind != CXType_Record)
		of = type_around(p, base);
	t->target = type_member(p->s, of, t->name, p->text);
	t->type = t->target->type;
	return t;
}

static struct tree *parse_subscript(struct parser *p, struct tree *base)
{
	struct tree *t = over(p, CXCursor_ArraySubscriptExpr, base->at, base,
			      NULL);

	advance(p);
	tree_add(t, parse_expression(p));
	if (!accept(p, "]"))
		trouble(p, "an index does not end");
	t->end = p->last_end;
	t->type = type_pointed(p->s, base->type);
	return t;
}

static struct tree *parse_postfix(struct parser *p, struct tree *t)
{
	struct tree *of;

	for (;;) {
		if (at(p, "(")) {
			t = parse_call(p, t);
		} else if (at(p, "[")) {
			t = parse_subscript(p, t);
		} else if (at(p, ".") || at(p, "->")) {
			t = parse_member(p, t);
		} else if (at(p, "++") || at(p, "--")) {
			of = t;
			t = over(p, CXCursor_UnaryOperator, here(p), of, NULL);
			t->op = at(p, "++") ? CXUnaryOperator_PostInc :
					      CXUnaryOperator_PostDec;
			t->type = of->type;
			advance(p);
			t->end = p->last_end;
		} else {
			return t;
		}
		if (p->trouble || is_tall(p, t))
			return t;
	}
}

/* The value of a macro without arguments, at the place of its name. */
static struct tree *expand(struct parser *p, str_t name, uint32_t at)
{
	struct tree *macro = names_nearest(&p->s->macros, name, p->text,
					   CXCursor_None), *e;
	struct parser body = { .s = p->s, .depth = p->depth + 1 };

	if (!macro || macro->looking || api_find(name) || p->depth > 60)
		return NULL;
	body.text = macro->text;
	body.i = macro->body;
	body.end = macro->body_end;
	body.pinned = p->pinned ? p->pinned : p->text;
	body.pin_at = p->pinned ? p->pin_at : at;
	body.outer = p;
	body.expanded = p->expanded;
	if (!peek(&body))
		return NULL;
	macro->looking = true;
	e = parse_expression(&body);
	macro->looking = false;
	free(body.locals);
	return peek(&body) || body.trouble ? NULL : e;
}

/* A function that nothing declares, known by its calls. */
static struct tree *undeclared(struct parser *p, str_t name)
{
	struct tree *t = names_first(&p->s->called, name);

	if (t)
		return t;
	t = tree_new(p, CXCursor_FunctionDecl, 0);
	t->name = name;
	t->type = type_new(p->s, CXType_FunctionNoProto, 0, p->text);
	t->type->to = &p->s->unknown;
	t->text = p->s->texts[0];	/* declares.h: of any file */
	t->at = t->start = t->end = 0;
	t->is_macro = false;
	names_add(&p->s->called, name, t);
	return t;
}

/* The function of a name that is a macro, too, where no ( ) follow. */
static struct tree *without_arguments(struct parser *p, str_t name)
{
	struct tree *t = names_first(&p->s->ordinary, name);

	while (t && (t->is_define || (t->text->arch &&
				      t->text->arch != p->text->arch)))
		t = t->same;
	return t;
}

/* name##parameter: whose name it is, its users say. */
static struct tree *parse_pasted(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_DeclRefExpr, here(p));
	str_t first = word_at(p), name = pasted_name(p);

	t->name = name ? name : first;
	t->is_macro = true;
	t->end = p->last_end;
	if (name)
		t->target = find_name(p, name);
	if (name && !t->target && at(p, "("))
		t->target = undeclared(p, name);
	if (t->target && t->target->is_define && !at(p, "("))
		t->target = NULL;
	if (t->target)
		t->type = t->target->type;
	return t;
}

static struct tree *parse_name(struct parser *p)
{
	uint32_t at_name = here(p);
	str_t name = word_at(p);
	struct tree *t;
	bool called = behind_is(p, 1, "(");

	if (called) {
		t = parse_list_macro(p, name);
		if (t)
			return t;
	}
	t = argument_named(p, name, at_name);
	if (t && t->kind == CXCursor_ParenExpr) {
		advance(p);
		return t;
	}
	t = tree_new(p, CXCursor_DeclRefExpr, at_name);
	advance(p);
	t->end = p->last_end;
	t->name = name;
	t->target = find_name(p, name);
	if (!t->target) {
		struct tree *value = expand(p, name, at_name);

		if (value)
			return value;
		if (called)
			t->target = undeclared(p, name);
	}
	if (t->target && t->target->is_define && !called)
		t->target = without_arguments(p, name);
	if (t->target)
		t->type = t->target->type;
	else
		t->is_macro = true;
	return t;
}

static struct tree *parse_sizeof(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_UnaryExpr, here(p));

	t->type = &p->s->number;
	advance(p);
	if (at(p, "(") && ({ p->i++; bool type = is_type_here(p); p->i--; type; }))
		skip_balanced(p);
	else
		tree_add(t, parse_unary(p));
	t->end = p->last_end;
	return t;
}

/* offsetof(struct page, lru) names a member. */
static struct tree *parse_offsetof(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_UnaryExpr, here(p)), *field;
	struct ctype *type;

	t->type = &p->s->number;
	advance(p);
	accept(p, "(");
	type = parse_type_name(p);
	accept(p, ",");
	field = tree_new(p, CXCursor_MemberRef, here(p));
	field->name = word_at(p);
	if (field->name) {
		field->target = type_member(p->s, type, field->name, p->text);
		tree_add(t, field);
	}
	skip_until(p, "");
	accept(p, ")");
	t->end = p->last_end;
	return t;
}

static struct tree *parse_generic(struct parser *p)
{
	struct tree *t = tree_new(p, CXCursor_GenericSelectionExpr, here(p));
	struct tree *e;

	advance(p);
	accept(p, "(");
	tree_add(t, parse_assignment(p));
	while (accept(p, ",")) {
		if (is_type_here(p))
			parse_type_name(p);
		else
			advance(p);	/* default */
		if (!accept(p, ":"))
			break;
		e = parse_assignment(p);
		tree_add(t, e);
		if (t->type == &p->s->unknown)
			t->type = e->type;
	}
	skip_until(p, "");
	if (!accept(p, ")"))
		trouble(p, "_Generic does not end");
	t->end = p->last_end;
	return t;
}

struct tree *parse_initialiser(struct parser *p)
{
	struct tree *list;

	if (!at(p, "{"))
		return parse_assignment(p);
	list = tree_new(p, CXCursor_InitListExpr, here(p));
	list->type = p->initialised ? p->initialised : &p->s->unknown;
	if (!enter(p))
		return list;
	advance(p);
	while (peek(p) && !at(p, "}")) {
		struct ctype *type = list->type;
		struct tree *field = NULL, *value, *one;
		uint32_t i = p->i;

		while (at(p, "[") || at(p, ".") ||
		       (at_kind(p, TOK_IDENT) && behind_is(p, 1, ":"))) {
			if (at(p, "[")) {
				skip_balanced(p);
				type = type_pointed(p->s, type);
				continue;
			}
			accept(p, ".");
			field = tree_new(p, CXCursor_MemberRef, here(p));
			field->name = word_at(p);
			field->target = type_member(p->s, type, field->name,
						    p->text);
			type = field->target->type;
			advance(p);
			accept(p, ":");
		}
		accept(p, "=");
		p->initialised = field ? type : type_pointed(p->s, type);
		value = parse_initialiser(p);
		p->initialised = NULL;
		one = value;
		if (field) {
			one = over(p, CXCursor_UnexposedExpr, field->at, field,
				   value);
			one->type = value->type;
		}
		tree_add(list, one);
		if (!at(p, ",") && !at(p, "}")) {
			trouble(p, "a value of a list is no expression");
			skip_until(p, ",");
		}
		accept(p, ",");
		if (p->i == i)
			advance(p);
	}
	accept(p, "}");
	list->end = p->last_end;
	p->depth--;
	return list;
}

/* Behind the ( of something: a cast, a literal of a type, or parentheses. */
static struct tree *parse_parentheses(struct parser *p)
{
	uint32_t open = here(p);
	struct tree *t;
	struct ctype *type;

	advance(p);
	if (at(p, "{")) {
		t = tree_new(p, CXCursor_StmtExpr, open);
		tree_add(t, parse_compound(p));
		if (t->kids && t->kids->last)
			t->type = t->kids->last->type;
	} else if (is_type_here(p)) {
		type = parse_type_name(p);
		if (!accept(p, ")")) {
			trouble(p, "a cast does not end");
			skip_until(p, "");
			accept(p, ")");
		}
		if (at(p, "{")) {
			p->initialised = type;
			t = parse_initialiser(p);
			t->start = open;
			t->type = type;
			return parse_postfix(p, t);
		}
		t = tree_new(p, CXCursor_CStyleCastExpr, open);
		tree_add(t, parse_unary(p));
		t->type = type;
		return t;
	} else {
		t = tree_new(p, CXCursor_ParenExpr, open);
		tree_add(t, parse_expression(p));
		t->type = t->kids->type;
	}
	if (!accept(p, ")")) {
		trouble(p, "a parenthesis is not closed");
		skip_until(p, "");
		accept(p, ")");
	}
	t->end = p->last_end;
	return t;
}

static struct tree *parse_primary(struct parser *p)
{
	static const char *const sizes[] = {
		"sizeof", "_Alignof", "__alignof__", "alignof", "__alignof", NULL
	};
	const struct lexeme *l = peek(p);

	if (!l)
		goto wrong;
	switch (l->kind) {
	case TOK_NUMBER:
	case TOK_CHAR:
		return literal(p);
	case TOK_STRING:
		return parse_string(p);
	case TOK_IDENT:
		if (behind_kind(p, 1, TOK_STRING))
			return parse_string(p);
		if (at_any(p, sizes))
			return parse_sizeof(p);
		if ((at(p, "offsetof") || at(p, "__builtin_offsetof")) &&
		    behind_is(p, 1, "("))
			return parse_offsetof(p);
		if (at(p, "_Generic"))
			return parse_generic(p);
		if (behind_is(p, 1, "##"))
			return parse_pasted(p);
		return parse_name(p);
	default:
		if (at(p, "("))
			return parse_parentheses(p);
	}
wrong:
	trouble(p, "it is no expression");
	return tree_new(p, CXCursor_NullStmt, here(p));
}

static const struct {
	const char *spelling;
	enum CXUnaryOperatorKind op;
} unaries[] = {
	{ "*", CXUnaryOperator_Deref }, { "&", CXUnaryOperator_AddrOf },
	{ "-", CXUnaryOperator_Minus }, { "+", CXUnaryOperator_Plus },
	{ "!", CXUnaryOperator_LNot }, { "~", CXUnaryOperator_Not },
	{ "++", CXUnaryOperator_PreInc }, { "--", CXUnaryOperator_PreDec },
	{ "__extension__", CXUnaryOperator_Extension },
};

static struct tree *parse_prefixed(struct parser *p,
				   enum CXUnaryOperatorKind op)
{
	uint32_t start = here(p);
	struct tree *of, *t;

	advance(p);
	of = parse_unary(p);
	t = tree_new(p, CXCursor_UnaryOperator, start);
	tree_add(t, of);
	t->op = op;
	t->type = op == CXUnaryOperator_Deref ? type_pointed(p->s, of->type) :
		  op == CXUnaryOperator_AddrOf ? type_pointer_to(p->s, of->type) :
		  op == CXUnaryOperator_LNot ? &p->s->number : of->type;
	return t;
}

static struct tree *parse_unary(struct parser *p)
{
	struct tree *t = NULL;

	if (!enter(p))
		return tree_new(p, CXCursor_NullStmt, here(p));
	if (accept(p, "&&")) {		/* the address of a label */
		advance(p);
		t = tree_new(p, CXCursor_NullStmt, here(p));
	}
	for (size_t i = 0; !t && i < sizeof(unaries) / sizeof(*unaries); i++)
		if (at(p, unaries[i].spelling))
			t = parse_prefixed(p, unaries[i].op);
	if (!t)
		t = parse_postfix(p, parse_primary(p));
	p->depth--;
	return t;
}

static const struct binary {
	const char *spelling;
	enum CXBinaryOperatorKind op;
	int strength;
} binaries[] = {
	{ "*", CXBinaryOperator_Mul, 10 }, { "/", CXBinaryOperator_Div, 10 },
	{ "%", CXBinaryOperator_Rem, 10 }, { "+", CXBinaryOperator_Add, 9 },
	{ "-", CXBinaryOperator_Sub, 9 }, { "<<", CXBinaryOperator_Shl, 8 },
	{ ">>", CXBinaryOperator_Shr, 8 }, { "<", CXBinaryOperator_LT, 7 },
	{ ">", CXBinaryOperator_GT, 7 }, { "<=", CXBinaryOperator_LE, 7 },
	{ ">=", CXBinaryOperator_GE, 7 }, { "==", CXBinaryOperator_EQ, 6 },
	{ "!=", CXBinaryOperator_NE, 6 }, { "&", CXBinaryOperator_And, 5 },
	{ "^", CXBinaryOperator_Xor, 4 }, { "|", CXBinaryOperator_Or, 3 },
	{ "&&", CXBinaryOperator_LAnd, 2 }, { "||", CXBinaryOperator_LOr, 1 },
};

static const struct binary *binary_here(struct parser *p)
{
	if (!at_kind(p, TOK_PUNCT))
		return NULL;
	for (size_t i = 0; i < sizeof(binaries) / sizeof(*binaries); i++)
		if (at(p, binaries[i].spelling))
			return &binaries[i];
	return NULL;
}

static struct ctype *binary_type(struct parser *p, const struct binary *b,
				 struct tree *left, struct tree *right)
{
	struct ctype *l = type_bare(p->s, left->type);
	struct ctype *r = type_bare(p->s, right->type);
	bool pl = l->kind == CXType_Pointer || l->kind == CXType_ConstantArray;
	bool pr = r->kind == CXType_Pointer || r->kind == CXType_ConstantArray;

	if (b->strength < 3 || b->strength == 6 || b->strength == 7 ||
	    (pl && pr))
		return &p->s->number;
	if (pl || pr)
		return pl ? left->type : right->type;
	if (l->kind == CXType_Record || l == &p->s->unknown)
		return r == &p->s->unknown ? &p->s->unknown : right->type;
	return left->type;
}

static struct tree *parse_binary(struct parser *p, int least)
{
	struct tree *left = parse_unary(p), *t;
	const struct binary *b;

	while (!p->trouble && (b = binary_here(p)) && b->strength >= least &&
	       !is_tall(p, left)) {
		uint32_t at_op = here(p);

		advance(p);
		if (!enter(p))
			break;
		t = over(p, CXCursor_BinaryOperator, at_op, left,
			 parse_binary(p, b->strength + 1));
		p->depth--;
		t->op = b->op;
		t->type = binary_type(p, b, left, t->last);
		left = t;
	}
	return left;
}

static struct tree *parse_conditional(struct parser *p)
{
	struct tree *c = parse_binary(p, 1), *t;
	uint32_t question = here(p);

	if (p->trouble || !accept(p, "?") || !enter(p))
		return c;
	t = over(p, CXCursor_ConditionalOperator, question, c, NULL);
	if (at(p, ":")) {
		/* a ?: b: the value of a is looked at again */
		struct tree *again = over(p, CXCursor_ParenExpr, c->at, NULL,
					  NULL);

		*again = *c;
		again->next = NULL;
		tree_add(t, again);
	} else {
		tree_add(t, parse_expression(p));
	}
	if (!accept(p, ":"))
		trouble(p, "a conditional expression has one half");
	tree_add(t, parse_conditional(p));
	t->type = t->kids->next->type;
	if (t->type == &p->s->unknown || t->type == &p->s->number ||
	    t->type == &p->s->nothing)
		t->type = t->last->type;
	p->depth--;
	return t;
}

static const struct {
	const char *spelling;
	enum CXBinaryOperatorKind op;
} assigns[] = {
	{ "=", CXBinaryOperator_Assign }, { "*=", CXBinaryOperator_MulAssign },
	{ "/=", CXBinaryOperator_DivAssign },
	{ "%=", CXBinaryOperator_RemAssign },
	{ "+=", CXBinaryOperator_AddAssign },
	{ "-=", CXBinaryOperator_SubAssign },
	{ "<<=", CXBinaryOperator_ShlAssign },
	{ ">>=", CXBinaryOperator_ShrAssign },
	{ "&=", CXBinaryOperator_AndAssign },
	{ "^=", CXBinaryOperator_XorAssign },
	{ "|=", CXBinaryOperator_OrAssign },
};

struct tree *parse_assignment(struct parser *p)
{
	struct tree *left = parse_conditional(p), *t;
	uint32_t at_op;

	for (size_t i = 0; !p->trouble &&
			   i < sizeof(assigns) / sizeof(*assigns); i++) {
		if (!at(p, assigns[i].spelling))
			continue;
		at_op = here(p);
		advance(p);
		if (!enter(p))
			break;
		t = over(p, i ? CXCursor_CompoundAssignOperator :
				CXCursor_BinaryOperator, at_op, left,
			 parse_assignment(p));
		p->depth--;
		t->op = assigns[i].op;
		t->type = left->type;
		return t;
	}
	return left;
}

struct tree *parse_expression(struct parser *p)
{
	struct tree *left = parse_assignment(p), *t;
	uint32_t at_op;

	while (!p->trouble && at(p, ",") && !is_tall(p, left)) {
		at_op = here(p);
		advance(p);
		t = over(p, CXCursor_BinaryOperator, at_op, left,
			 parse_assignment(p));
		t->op = CXBinaryOperator_Comma;
		t->type = t->last->type;
		left = t;
	}
	return left;
}
