// SPDX-License-Identifier: GPL-2.0-only
/* Statements: what locals hold on which way. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "constant.h"
#include "lower-int.h"
#include "scan/wordset.h"

static enum CXChildVisitResult add_kid(CXCursor c, CXCursor parent,
				       CXClientData data)
{
	struct kids *k = data;

	(void)parent;
	if (k->count == k->capacity) {
		k->capacity = k->capacity ? 2 * k->capacity : 8;
		k->list = xrealloc(k->list, k->capacity * sizeof(*k->list));
	}
	k->list[k->count++] = c;
	return CXChildVisit_Continue;
}

struct kids kids_get(CXCursor c)
{
	struct kids k = { 0 };

	clang_visitChildren(c, add_kid, &k);
	return k;
}

void kids_free(struct kids *k)
{
	free(k->list);
	*k = (struct kids){ 0 };
}

static enum leaf opposite(enum leaf leaf)
{
	return leaf == LEAF_YES ? LEAF_NO : LEAF_YES;
}

/* The role of the function or macro that a condition is, if it tests. */
static const struct api *tested(struct lower *l, CXCursor c)
{
	struct source *source;
	unsigned int offset;
	const struct api *a;
	str_t word = 0;

	if (c.kind == CXCursor_CallExpr ||
	    (lower_is_macro(clang_getRangeStart(clang_getCursorExtent(c))) &&
	     lower_is_expansion(l, c)))
		word = lower_word(l, clang_getRangeStart(
					     clang_getCursorExtent(c)),
				  &source, &offset);
	a = word ? api_role(word, ROLE_TESTS_LEAF) : NULL;
	if (a && a->role == ROLE_TESTS_LEAF)
		return a;
	a = word ? api_role(word, ROLE_TESTS_TABLE) : NULL;
	return a && a->role == ROLE_TESTS_TABLE ? a : NULL;
}

/*
 * Where no entry can be a leaf, the test is a macro that does not even look at
 * its argument: who is asked stands only in the text.
 */
static struct symbol *named_in_test(struct lower *l, CXCursor c)
{
	struct source *source;
	unsigned int at;
	size_t len;

	if (!lower_word(l, clang_getRangeStart(clang_getCursorExtent(c)),
			&source, &at))
		return NULL;
	while (at < source->len && is_word_char(source->text[at]))
		at++;
	while (at < source->len && strchr(" \t(*", source->text[at]))
		at++;
	for (len = 0; at + len < source->len &&
		      is_word_char(source->text[at + len]);)
		len++;
	return lower_local_named(l, str_find(source->text + at, len));
}

static void learn(struct lower *l, CXCursor c, const struct api *a, bool truth)
{
	struct symbol *s = lower_entry_variable(l, c);
	enum leaf leaf = a->role == ROLE_TESTS_LEAF ||
			 a->role == ROLE_LEAF_FLAG ? LEAF_YES : LEAF_NO;
	struct binding *b;

	if (!s)
		s = named_in_test(l, c);
	if (!s)
		return;
	/* What is no leaf, is a table; but an empty entry is neither. */
	if (!truth && a->one_way)
		return;
	b = lower_binding(l, s->local);
	b->leaf = truth ? leaf : opposite(leaf);
	b->leaf_of = 0;
	if (b->copy_of) {
		struct binding *from = lower_binding(l, b->copy_of - 1);

		from->leaf = lower_binding(l, s->local)->leaf;
		from->leaf_of = 0;
	}
}

/* An entry or some of its bits: not how two entries differ. */
static bool is_of_entry(struct lower *l, CXCursor c)
{
	enum CXBinaryOperatorKind op;

	op = clang_getCursorBinaryOperatorKind(lower_strip(c));
	return (op == CXBinaryOperator_Invalid || op == CXBinaryOperator_And) &&
	       lower_entry_variable(l, c);
}

/*
 * pmd_val(pmd) & _PAGE_PSE asks for a leaf, too; == tells one value of several
 * bits, where it is true.
 */
static bool assume_bits(struct lower *l, CXCursor c, const struct kids *k,
			enum CXBinaryOperatorKind op, bool truth)
{
	const struct api *a = NULL;
	unsigned int i;

	if (op == CXBinaryOperator_NE)
		truth = !truth;
	else if (op != CXBinaryOperator_And && op != CXBinaryOperator_EQ)
		return false;
	for (i = 0; i < k->count && !a; i++) {
		CXCursor flag = lower_strip(k->list[i]);

		a = lower_flag(l, flag, ROLE_LEAF_FLAG);
		if (!a && op != CXBinaryOperator_And)
			a = lower_flag(l, flag, ROLE_TABLE_FLAG);
	}
	if (!a || !is_of_entry(l, k->list[i == 1]) ||
	    (!truth && op != CXBinaryOperator_And))
		return false;
	learn(l, c, a, truth);
	return true;
}

static void assume(struct lower *l, CXCursor c, bool truth);

/* Of a || b what both say holds. */
static void assume_either(struct lower *l, const struct kids *k, bool truth)
{
	struct state other = state_copy(&l->state), first;

	assume(l, k->list[0], truth);
	first = l->state;
	l->state = other;
	assume(l, k->list[1], truth);
	state_join(l, &l->state, &first);
}

/* Records what holds where the condition is @truth. */
static void assume(struct lower *l, CXCursor c, bool truth)
{
	const struct api *a;
	struct kids k;

	c = lower_strip(c);
	a = tested(l, c);
	if (a) {
		learn(l, c, a, truth);
		return;
	}
	k = kids_get(c);
	if (c.kind == CXCursor_UnaryOperator && k.count == 1 &&
	    clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_LNot) {
		assume(l, k.list[0], !truth);
	} else if (c.kind == CXCursor_BinaryOperator && k.count == 2) {
		enum CXBinaryOperatorKind op =
			clang_getCursorBinaryOperatorKind(c);

		if (assume_bits(l, c, &k, op, truth)) {
			kids_free(&k);
			return;
		}
		if ((op == CXBinaryOperator_LAnd && truth) ||
		    (op == CXBinaryOperator_LOr && !truth)) {
			assume(l, k.list[0], truth);
			assume(l, k.list[1], truth);
		} else if ((op == CXBinaryOperator_LOr ||
			    op == CXBinaryOperator_LAnd) &&
			   lower_entry_variable(l, c)) {
			assume_either(l, &k, truth);
		}
	} else if (c.kind == CXCursor_CallExpr && k.count > 1 &&
		   clang_Cursor_getNumArguments(c) > 0) {
		CXString name = clang_getCursorSpelling(c);

		if (!strncmp(clang_getCString(name), "__builtin_expect", 16))
			assume(l, clang_Cursor_getArgument(c, 0), truth);
		clang_disposeString(name);
	}
	kids_free(&k);
}

static void lower_if(struct lower *l, const struct kids *k)
{
	block_t yes = graph_block(l->g), no = graph_block(l->g);
	block_t behind = k->count > 2 ? graph_block(l->g) : no;
	struct state otherwise;

	if (k->count < 2)
		return;
	lower_condition(l, k->list[0], yes, no);
	otherwise = state_copy(&l->state);
	assume(l, k->list[0], true);
	l->g->block = yes;
	lower_statement(l, k->list[1]);
	lower_go(l, behind);
	{
		struct state then = l->state;

		l->state = otherwise;
		assume(l, k->list[0], false);
		if (k->count > 2) {
			l->g->block = no;
			lower_statement(l, k->list[2]);
			lower_go(l, behind);
		}
		state_join(l, &l->state, &then);
	}
}

/* Leaves the loop with what holds when its condition does not. */
static void lower_loop(struct lower *l, CXCursor condition, CXCursor body,
		       CXCursor step, bool body_first)
{
	block_t first = graph_block(l->g), around = graph_block(l->g);
	block_t next = graph_block(l->g), behind = graph_block(l->g);
	struct loop loop;

	loop_enter(l, &loop, false);
	loop.on_continue = next;
	loop.on_break = behind;
	lower_go(l, body_first ? first : around);
	if (!body_first && !clang_Cursor_isNull(condition)) {
		lower_condition(l, condition, first, behind);
		assume(l, condition, true);
	} else if (!body_first) {
		lower_go(l, first);
	}
	lower_statement(l, body);
	loop_next(l, &loop);
	lower_go(l, next);
	if (!clang_Cursor_isNull(step))
		lower_expression(l, step);
	if (!clang_Cursor_isNull(condition) && body_first)
		lower_condition(l, condition, first, behind);
	else
		lower_go(l, body_first ? first : around);
	l->g->block = behind;
	loop_leave(l, &loop);
}

/*
 * The parts of a for statement are optional, and libclang does not say which
 * of them a child is: they are told by the semicolons before them.
 */
static void lower_for(struct lower *l, const struct kids *k)
{
	CXCursor none = clang_getNullCursor(), parts[3] = { none, none, none };
	CXCursor body = k->count ? k->list[k->count - 1] : none;

	if (!k->count)
		return;
	if (k->count == 4) {
		for (int i = 0; i < 3; i++)
			parts[i] = k->list[i];
	} else if (k->count == 3) {
		/* for (init; condition;) or for (; condition; step) */
		bool assigns = k->list[0].kind == CXCursor_DeclStmt ||
			       (k->list[0].kind == CXCursor_BinaryOperator &&
				clang_getCursorBinaryOperatorKind(k->list[0]) ==
					CXBinaryOperator_Assign);

		parts[assigns ? 0 : 1] = k->list[0];
		parts[assigns ? 1 : 2] = k->list[1];
	} else if (k->count == 2) {
		parts[1] = k->list[0];
	}
	if (!clang_Cursor_isNull(parts[0]))
		lower_statement(l, parts[0]);
	lower_loop(l, parts[1], body, parts[2], false);
}

static void lower_switch(struct lower *l, const struct kids *k)
{
	struct loop loop;

	if (k->count < 2)
		return;
	lower_expression(l, k->list[0]);
	loop_enter(l, &loop, true);
	loop.head = l->g->block;
	loop.on_break = graph_block(l->g);
	l->g->block = graph_block(l->g);
	l->state.dead = false;
	lower_statement(l, k->list[k->count - 1]);
	{
		struct state none = state_copy(&loop.entry);

		state_join(l, &l->state, &none);
	}
	if (!loop.has_default)
		graph_jump(l->g, loop.head, loop.on_break, WHEN_ALWAYS, 0);
	lower_go(l, loop.on_break);
	loop_leave(l, &loop);
}

/* A case is reached from the switch, or from the case before it. */
static void lower_case(struct lower *l, CXCursor c)
{
	struct kids k = kids_get(c);
	block_t block = graph_block(l->g);
	struct loop *loop = l->loop;
	struct state entry;

	while (loop && !loop->is_switch)
		loop = loop->outer;
	lower_go(l, block);
	if (loop) {
		entry = state_copy(&loop->entry);
		entry.dead = false;
		state_join(l, &l->state, &entry);
		graph_jump(l->g, loop->head, block, WHEN_ALWAYS, 0);
		loop->has_default |= c.kind == CXCursor_DefaultStmt;
	}
	if (k.count)
		lower_statement(l, k.list[k.count - 1]);
	kids_free(&k);
}

static void lower_jump(struct lower *l, bool is_break)
{
	struct loop *loop = l->loop;
	struct state copy = state_copy(&l->state);

	while (loop && !is_break && loop->is_switch)
		loop = loop->outer;
	if (loop)
		lower_go(l, is_break ? loop->on_break : loop->on_continue);
	l->g->block = graph_block(l->g);
	if (loop && !copy.dead)
		states_add(is_break ? &loop->breaks : &loop->continues, &copy);
	else
		state_free(&copy);
	l->state.dead = true;
}

static struct label *find_label(struct lower *l, CXCursor c)
{
	CXString spelling = clang_getCursorSpelling(c);
	str_t name = str_of(clang_getCString(spelling));

	clang_disposeString(spelling);
	for (size_t i = 0; i < l->label_count; i++)
		if (l->labels[i].name == name)
			return &l->labels[i];
	if (l->label_count == l->label_capacity) {
		l->label_capacity += 8;
		l->labels = xrealloc(l->labels, l->label_capacity *
				     sizeof(*l->labels));
	}
	l->labels[l->label_count] = (struct label){
		.name = name,
		.block = graph_block(l->g),
	};
	return &l->labels[l->label_count++];
}

static void lower_goto(struct lower *l, const struct kids *k)
{
	struct state copy = state_copy(&l->state);
	struct label *label = k->count ? find_label(l, k->list[0]) : NULL;

	if (label)
		lower_go(l, label->block);
	l->g->block = graph_block(l->g);
	if (label && !label->passed && !copy.dead)
		states_add(&label->jumps, &copy);
	else
		state_free(&copy);
	l->state.dead = true;
}

static void lower_label(struct lower *l, CXCursor c, const struct kids *k)
{
	struct label *label = find_label(l, c);

	label->passed = true;
	lower_go(l, label->block);
	states_join_all(l, &label->jumps, &l->state);
	for (unsigned int i = 0; i < k->count; i++)
		lower_statement(l, k->list[i]);
}

/* The function ends here; what stands behind is reached by labels only. */
static void end_block(struct lower *l, CXCursor result, node_t value)
{
	struct block *b = &l->g->blocks[l->g->block];
	long long number;

	b->returns = true;
	b->value = value;
	if (value)
		b->gives = GIVES_VALUE;
	else if (!clang_Cursor_isNull(result) &&
		 constant_value(result, &number))
		b->gives = number ? GIVES_SET : GIVES_ZERO;
	else if (!clang_Cursor_isNull(result))
		b->gives = GIVES_VALUE;
	l->g->block = graph_block(l->g);
}

static void lower_return(struct lower *l, CXCursor c, const struct kids *k)
{
	struct place place = lower_place(l, clang_getCursorLocation(c));
	struct use *u;
	node_t value = 0;

	if (k->count) {
		value = lower_expression(l, k->list[0]);
		graph_edge(l->g, value, l->result, FLOW_CAST,
			   l->result_type.rep, STEP_RETURNED, place);
		if (value) {
			u = graph_use(l->g, USE_RETURN, place);
			u->args[0] = value;
			u->arg_count = 1;
			u->type = l->result_type;
			u->function = l->result;
		}
	}
	end_block(l, k->count ? k->list[0] : clang_getNullCursor(), value);
	l->state.dead = true;
}

static enum CXChildVisitResult find_self(CXCursor c, CXCursor parent,
					 CXClientData data)
{
	CXCursor *wanted = data;

	(void)parent;
	if (c.kind == CXCursor_UnaryExpr)	/* sizeof(*x) is no use of it */
		return CXChildVisit_Continue;
	if (c.kind == CXCursor_DeclRefExpr &&
	    clang_equalCursors(clang_getCursorReferenced(c), *wanted)) {
		*wanted = clang_getNullCursor();
		return CXChildVisit_Break;
	}
	return CXChildVisit_Recurse;
}

/* A descriptor made from itself: no compiler says so of a function's result. */
static void note_self(struct lower *l, CXCursor c, const struct symbol *s,
		      CXCursor init)
{
	CXCursor wanted = c;

	if (s->type.hold != HOLD_PTDESC && s->type.hold != HOLD_PAGE)
		return;
	clang_visitChildren(init, find_self, &wanted);
	if (clang_Cursor_isNull(wanted))
		graph_use(l->g, USE_SELF,
			  lower_place(l, clang_getCursorLocation(c)))->name =
			s->name;
}

void lower_declaration(struct lower *l, CXCursor c)
{
	struct symbol s;
	CXCursor init;
	node_t value;

	if (c.kind != CXCursor_VarDecl)
		return;
	s = *lower_symbol(l, c);
	init = clang_Cursor_getVarDeclInitializer(c);
	if (clang_Cursor_isNull(init)) {
		if (s.kind == SYMBOL_LOCAL)
			lower_binding(l, s.local)->node =
				graph_node(l->g, s.name, s.type);
		return;
	}
	if (lower_strip(init).kind == CXCursor_InitListExpr) {
		node_t node = s.kind == SYMBOL_LOCAL ?
			graph_node(l->g, s.name, s.type) : s.node;

		if (s.kind == SYMBOL_LOCAL)
			lower_binding(l, s.local)->node = node;
		lower_initialiser(l, lower_strip(init), node);
		return;
	}
	note_self(l, c, &s, init);
	value = lower_expression(l, init);
	if (s.kind == SYMBOL_LOCAL) {
		lower_write_local(l, &s, value, STEP_ASSIGNED,
				  lower_place(l, clang_getCursorLocation(c)));
		if (s.type.hold == HOLD_ENTRY) {
			struct symbol *from = lower_entry_variable(l, init);

			if (from)
				lower_copy_leaf(l, s.local, from->local);
		}
	} else {
		graph_edge(l->g, value, s.node, FLOW_CAST, s.type.rep,
			   STEP_ASSIGNED,
			   lower_place(l, clang_getCursorLocation(c)));
	}
}

static void lower_all(struct lower *l, const struct kids *k)
{
	for (unsigned int i = 0; i < k->count; i++)
		lower_statement(l, k->list[i]);
}

static void lower_control(struct lower *l, CXCursor c, const struct kids *k)
{
	CXCursor none = clang_getNullCursor();

	switch (c.kind) {
	case CXCursor_IfStmt:
		lower_if(l, k);
		break;
	case CXCursor_WhileStmt:
		if (k->count > 1)
			lower_loop(l, k->list[0], k->list[k->count - 1], none,
				   false);
		break;
	case CXCursor_DoStmt:
		if (k->count > 1)
			lower_loop(l, k->list[1], k->list[0], none, true);
		break;
	case CXCursor_ForStmt:
		lower_for(l, k);
		break;
	case CXCursor_SwitchStmt:
		lower_switch(l, k);
		break;
	case CXCursor_GotoStmt:
		lower_goto(l, k);
		break;
	case CXCursor_LabelStmt:
		lower_label(l, c, k);
		break;
	case CXCursor_ReturnStmt:
		lower_return(l, c, k);
		break;
	default:
		lower_all(l, k);
	}
}

/* What assembly does with its operands nobody knows. */
static void lower_assembly(struct lower *l, CXCursor c)
{
	struct place place = lower_place(l, clang_getCursorLocation(c));
	struct kids k = kids_get(c);

	for (unsigned int i = 0; i < k.count; i++)
		if (clang_isExpression(k.list[i].kind))
			lower_leaves(l, lower_expression(l, k.list[i]), 0,
				     (struct type){ 0 }, place);
	kids_free(&k);
}

void lower_statement(struct lower *l, CXCursor c)
{
	struct kids k;
	node_t unused;

	if (clang_isExpression(c.kind)) {
		lower_expression(l, c);
		return;
	}
	if (lower_is_macro(clang_getCursorLocation(c)) &&
	    lower_macro(l, c, &unused))
		return;
	switch (c.kind) {
	case CXCursor_BreakStmt:
	case CXCursor_ContinueStmt:
		lower_jump(l, c.kind == CXCursor_BreakStmt);
		return;
	case CXCursor_CaseStmt:
	case CXCursor_DefaultStmt:
		lower_case(l, c);
		return;
	case CXCursor_VarDecl:
		lower_declaration(l, c);
		return;
	case CXCursor_GCCAsmStmt:
		lower_assembly(l, c);
		return;
	case CXCursor_NullStmt:
	case CXCursor_StructDecl:
	case CXCursor_UnionDecl:
	case CXCursor_EnumDecl:
	case CXCursor_TypedefDecl:
	case CXCursor_FunctionDecl:
	case CXCursor_StaticAssert:
		lower_scan(l, c);
		return;
	default:
		break;
	}
	k = kids_get(c);
	lower_control(l, c, &k);
	kids_free(&k);
}
