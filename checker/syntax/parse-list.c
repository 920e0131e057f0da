// SPDX-License-Identifier: GPL-2.0-only
/*
 * Macros that take a type or a member by name, or that only hand on what they
 * are given: the lists say which. They become what they expand to.
 */
#include "check/api.h"
#include "tree.h"

/* ({ (struct page *)(pointer); }), with the member named in it. */
static struct tree *container(struct parser *p, struct ctype *type,
			      struct tree *pointer, str_t member,
			      uint32_t member_at)
{
	struct tree *whole = tree_new(p, CXCursor_StmtExpr, member_at);
	struct tree *body = tree_new(p, CXCursor_CompoundStmt, member_at);
	struct tree *cast = tree_new(p, CXCursor_CStyleCastExpr, member_at);
	struct tree *field = tree_new(p, CXCursor_MemberRef, member_at);

	cast->type = whole->type = type_pointer_to(p->s, type);
	tree_add(cast, pointer);
	if (member) {
		field->name = member;
		field->target = type_member(p->s, type, member, p->text);
		tree_add(body, field);
	}
	tree_add(body, cast);
	tree_add(whole, body);
	whole->is_macro = true;
	return whole;
}

/* The arguments, each as an expression, a type or a name. */
struct argument {
	struct tree *tree;
	str_t name;
	uint32_t at;
};

#define MOST_ARGUMENTS 8

static int take_arguments(struct parser *p, struct argument *args)
{
	int count = 0;

	advance(p);			/* the name, and ( */
	advance(p);
	while (peek(p) && !at(p, ")") && count < MOST_ARGUMENTS) {
		struct argument *a = &args[count++];
		uint32_t i = p->i;

		a->at = here(p);
		a->name = behind_is(p, 1, ",") || behind_is(p, 1, ")") ?
			  word_at(p) : 0;
		if (is_type_here(p)) {
			a->tree = tree_new(p, CXCursor_TypeRef, a->at);
			a->tree->type = parse_type_name(p);
		} else {
			a->tree = parse_assignment(p);
		}
		if (!at(p, ",") && !at(p, ")"))
			skip_until(p, ",");
		accept(p, ",");
		if (p->i == i)
			advance(p);
	}
	accept(p, ")");
	return count;
}

/* pos = container of the head's next. */
static struct tree *walker(struct parser *p, const struct api *a,
			   struct argument *args, int count, uint32_t start)
{
	struct tree *loop = tree_new(p, CXCursor_ForStmt, start);
	struct tree *assign, *from;
	struct argument *pos = &args[a->into], *head = &args[a->arg];
	struct argument *member = &args[count - 1];

	if (a->into >= count || a->arg >= count) {
		loop->name = a->name;
		return loop;
	}
	if (count <= 2) {		/* of the heads themselves */
		from = head->tree;
	} else {
		from = container(p, type_pointed(p->s, pos->tree->type),
				 head->tree, member->name, member->at);
	}
	assign = tree_new(p, CXCursor_BinaryOperator, start);
	assign->op = CXBinaryOperator_Assign;
	assign->type = pos->tree->type;
	tree_add(assign, pos->tree);
	tree_add(assign, from);
	tree_add(loop, assign);
	return loop;
}

struct tree *parse_list_macro(struct parser *p, str_t name)
{
	const struct api *a = api_syntax(name);
	struct argument args[MOST_ARGUMENTS] = { 0 };
	uint32_t start = here(p);
	struct tree *t;
	int count;

	if (!a)
		return NULL;
	count = take_arguments(p, args);
	if (a->role == ROLE_WALKS_LIST)
		return walker(p, a, args, count, start);
	if (a->arg >= count || a->into >= count ||
	    (a->role == ROLE_GIVES_CONTAINER && a->arg + 2 >= count) ||
	    (a->role == ROLE_ASSIGNS && a->into < 0)) {
		trouble(p, "an argument is missing");
		return tree_new(p, CXCursor_NullStmt, start);
	}
	if (a->role == ROLE_GIVES_CONTAINER)
		return container(p, args[a->arg + 1].tree->type,
				 args[a->arg].tree, args[a->arg + 2].name,
				 args[a->arg + 2].at);
	if (a->role == ROLE_ASSIGNS) {
		t = tree_new(p, CXCursor_BinaryOperator, start);
		t->op = CXBinaryOperator_Assign;
		tree_add(t, args[a->into].tree);
		tree_add(t, args[a->arg].tree);
		t->type = args[a->into].tree->type;
		return t;
	}
	t = tree_new(p, CXCursor_ParenExpr, start);
	tree_add(t, args[a->arg].tree);
	t->type = args[a->arg].tree->type;
	return t;
}
