// SPDX-License-Identifier: GPL-2.0-only
/* Conditions: which path is taken for which value. */
#include <string.h>

#include "constant.h"
#include "lower-int.h"

void lower_go(struct lower *l, block_t to)
{
	graph_jump(l->g, l->g->block, to, WHEN_ALWAYS, 0);
	l->g->block = to;
}

/* The value of @node decides. */
static void branch(struct lower *l, node_t node, block_t set, block_t zero)
{
	graph_jump(l->g, l->g->block, set, WHEN_SET, node);
	graph_jump(l->g, l->g->block, zero, WHEN_ZERO, node);
}

static bool is_literal(CXCursor c, long long *value)
{
	c = lower_strip(c);
	while (c.kind == CXCursor_CStyleCastExpr) {
		struct kids k = kids_get(c);
		CXCursor inner = k.count ? k.list[k.count - 1] : c;

		kids_free(&k);
		if (!clang_isExpression(inner.kind) ||
		    clang_equalCursors(inner, c))
			return false;
		c = lower_strip(inner);
	}
	return c.kind == CXCursor_IntegerLiteral && constant_value(c, value);
}

/* x == NULL, x != 0 */
static bool lower_comparison(struct lower *l, const struct kids *k,
			     enum CXBinaryOperatorKind op, block_t yes,
			     block_t no)
{
	long long value;
	unsigned int i;
	node_t node;

	if (op != CXBinaryOperator_EQ && op != CXBinaryOperator_NE)
		return false;
	for (i = 0; i < 2; i++)
		if (is_literal(k->list[i], &value) && !value)
			break;
	if (i == 2)
		return false;
	node = lower_expression(l, k->list[1 - i]);
	if (op == CXBinaryOperator_EQ)
		branch(l, node, no, yes);
	else
		branch(l, node, yes, no);
	return true;
}

static void lower_parts(struct lower *l, CXCursor c, block_t yes, block_t no);

static bool lower_operator(struct lower *l, CXCursor c, const struct kids *k,
			   block_t yes, block_t no)
{
	enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(c);
	block_t middle;

	if (op != CXBinaryOperator_LAnd && op != CXBinaryOperator_LOr)
		return lower_comparison(l, k, op, yes, no);
	middle = graph_block(l->g);
	if (op == CXBinaryOperator_LAnd)
		lower_parts(l, k->list[0], middle, no);
	else
		lower_parts(l, k->list[0], yes, middle);
	l->g->block = middle;
	lower_parts(l, k->list[1], yes, no);
	return true;
}

/* likely(x), which is __builtin_expect(!!(x), 1) */
static bool is_expectation(CXCursor c, const struct kids *k)
{
	CXString name = clang_getCursorSpelling(c);
	bool is = k->count > 1 && clang_Cursor_getNumArguments(c) > 0 &&
		  !strncmp(clang_getCString(name), "__builtin_expect", 16);

	clang_disposeString(name);
	return is;
}

/* What has parts that decide; false if it decides as a whole. */
static bool lower_whole(struct lower *l, CXCursor c, block_t yes, block_t no)
{
	struct kids k = kids_get(c);
	bool done = false;

	if (c.kind == CXCursor_UnaryOperator && k.count == 1 &&
	    clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_LNot) {
		lower_parts(l, k.list[0], no, yes);
		done = true;
	} else if (c.kind == CXCursor_BinaryOperator && k.count == 2) {
		done = lower_operator(l, c, &k, yes, no);
	} else if (c.kind == CXCursor_CallExpr && is_expectation(c, &k)) {
		lower_parts(l, clang_Cursor_getArgument(c, 0), yes, no);
		done = true;
	}
	kids_free(&k);
	return done;
}

static bool is_known_macro(struct lower *l, CXCursor c, node_t *node)
{
	return lower_is_macro(clang_getRangeStart(clang_getCursorExtent(c))) &&
	       lower_macro(l, c, node);
}

static void lower_parts(struct lower *l, CXCursor whole, block_t yes,
			block_t no)
{
	CXCursor c = lower_strip(whole);
	long long value;
	node_t node;

	if (is_known_macro(l, whole, &node) ||
	    (!clang_equalCursors(c, whole) && is_known_macro(l, c, &node))) {
		branch(l, node, yes, no);
		return;
	}
	if (is_literal(c, &value)) {
		graph_jump(l->g, l->g->block, value ? yes : no, WHEN_ALWAYS, 0);
		return;
	}
	if (!lower_whole(l, c, yes, no)) {
		node = lower_expression(l, c);
		branch(l, node, yes, no);
	}
}

void lower_condition(struct lower *l, CXCursor c, block_t yes, block_t no)
{
	lower_parts(l, c, yes, no);
	l->g->block = yes;
}
