// SPDX-License-Identifier: GPL-2.0-only
/* Graphs of units that become one, and units as bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "check/lowered.h"

static const struct place nowhere;

/* A function that gives what it takes, by way of a local. */
static uint32_t enter_function(struct graph *g, const char *key,
			       const char *local)
{
	uint32_t f = graph_function(g, str_of(key));
	struct type type = { .hold = HOLD_PAGE, .rep = REP_PAGE };
	block_t behind;
	struct use *u;
	node_t node;

	g->functions[f].defined = true;
	g->nodes[g->functions[f].result].name = str_of(key);
	node = graph_node(g, str_of(local), type);
	graph_edge(g, g->functions[f].params[0], node, FLOW_SAME, 0,
		   STEP_ASSIGNED, nowhere);
	graph_edge(g, node, g->functions[f].result, FLOW_CAST, REP_PAGE,
		   STEP_RETURNED, nowhere);
	/* if (local) uses it */
	g->functions[f].entry = graph_block(g);
	g->block = graph_block(g);
	behind = graph_block(g);
	graph_jump(g, g->functions[f].entry, g->block, WHEN_SET, node);
	graph_jump(g, g->functions[f].entry, behind, WHEN_ZERO, node);
	g->blocks[behind].returns = true;
	g->blocks[behind].gives = GIVES_VALUE;
	g->blocks[behind].value = node;
	u = graph_use(g, USE_CALL, (struct place){ .line = 7 });
	u->name = str_of(local);
	u->function = g->functions[f].result;
	u->args[0] = node;
	graph_indirect(g, g->use_count - 1, node);
	g->block = 0;
	return f;
}

/* A function of a header and one of the unit, a global, what they hold. */
static struct graph unit(const char *own)
{
	struct graph g = { 0 };
	struct object said = { .kind = OBJECT_TYPED, .declared = true };
	struct object done = { .kind = OBJECT_ALLOCATED, .order = true };
	node_t global;
	uint32_t f;

	f = graph_function(&g, str_of("a.h:helper"));
	graph_object(&g, g.functions[f].result, &said);
	graph_begin(&g, f);
	f = enter_function(&g, "a.h:helper", "in_header");
	done.result = g.functions[f].result;
	graph_object(&g, g.functions[f].params[0], &done);
	graph_end(&g);
	global = graph_named(&g, str_of("table variable"), str_of("table"),
			     (struct type){ .hold = HOLD_TABLE });
	f = enter_function(&g, own, "in_unit");
	graph_edge(&g, g.functions[f].result, global, FLOW_INDEX, 0,
		   STEP_ASSIGNED, nowhere);
	g.uses[g.use_count - 1].callee =
		graph_find_function(&g, str_of("a.h:helper")) + 1;
	return g;
}

static size_t count_edges(const struct graph *g, node_t from, node_t to)
{
	size_t count = 0;

	for (uint32_t e = g->nodes[from].edges; e; e = g->edges[e].next)
		count += g->edges[e].to == to;
	return count;
}

/* The only use of a function stands where its local is set. */
static void assert_jumps(const struct graph *g, int64_t f, const struct use *u)
{
	const struct jump *jump =
		&g->jumps[g->blocks[g->functions[f].entry].jumps];
	const struct block *behind;

	assert_int_equal(jump->when, WHEN_SET);
	assert_int_equal(jump->value, u->args[0]);
	assert_int_equal(jump->to, u->block);
	jump = &g->jumps[jump->next];
	assert_int_equal(jump->when, WHEN_ZERO);
	assert_int_equal(jump->next, 0);
	behind = &g->blocks[jump->to];
	assert_true(behind->returns);
	assert_int_equal(behind->value, u->args[0]);
}

static void test_a_header_is_entered_once(void **state)
{
	struct graph g = { 0 }, a = unit("one"), b = unit("two");
	int64_t helper, two;
	node_t table;

	(void)state;
	graph_merge(&g, &a);
	assert_int_equal(g.function_count, 2);
	assert_int_equal(g.node_count, a.node_count);
	assert_int_equal(g.edge_count, a.edge_count);
	graph_merge(&g, &b);
	helper = graph_find_function(&g, str_of("a.h:helper"));
	two = graph_find_function(&g, str_of("two"));
	assert_true(helper >= 0 && two >= 0);
	/* three functions, each with its nodes and a local; the global */
	assert_int_equal(g.function_count, 3);
	assert_int_equal(g.node_count, 1 + 3 * (2 + USE_ARGS) + 1);
	assert_int_equal(g.object_count, 2);
	assert_int_equal(g.use_count, 3);
	assert_int_equal(g.indirect_count, 3);
	assert_int_equal(g.uses[2].callee, helper + 1);
	assert_int_equal(g.uses[2].function, g.functions[two].result);
	assert_int_equal(g.uses[2].args[0], g.indirect_node[2]);
	assert_int_equal(g.indirect[2], 2);
	assert_int_equal(g.block_count, 1 + 3 * 3);
	assert_int_equal(g.jump_count, 1 + 3 * 2);
	assert_jumps(&g, helper, &g.uses[0]);
	assert_jumps(&g, two, &g.uses[2]);
	assert_string_equal(str_get(g.uses[2].name), "in_unit");
	table = graph_named(&g, str_of("table variable"), 0,
			    (struct type){ 0 });
	assert_int_equal(g.nodes[table].type.hold, HOLD_TABLE);
	assert_int_equal(count_edges(&g, g.functions[two].result, table), 1);
	graph_free(&a);
	graph_free(&b);
	graph_free(&g);
}

/* Declared by the first unit, defined by the second. */
static void test_a_definition_comes_later(void **state)
{
	struct graph g = { 0 }, a = { 0 }, b = unit("late");
	int64_t late;

	(void)state;
	graph_function(&a, str_of("late"));
	graph_node(&a, str_of("other"), (struct type){ 0 });
	graph_merge(&g, &a);
	late = graph_find_function(&g, str_of("late"));
	assert_true(late >= 0);
	assert_false(g.functions[late].defined);
	graph_merge(&g, &b);
	assert_true(g.functions[late].defined);
	assert_string_equal(str_get(g.nodes[g.functions[late].result].name),
			    "late");
	graph_free(&a);
	graph_free(&b);
	graph_free(&g);
}

static struct lowered example(void)
{
	struct lowered l = { .graph = unit("own"), .why = strdup("because") };

	l.totals.functions = 3;
	l.totals.lines = 70000;
	l.totals.header = str_of("a.h");
	l.seen.macros = malloc(sizeof(*l.seen.macros));
	l.seen.macros[l.seen.macro_count++] = str_of("MACRO");
	l.seen.skipped = malloc(sizeof(*l.seen.skipped));
	l.seen.skipped[l.seen.count++] = (struct seen_lines){
		str_of("a.h"), 1, ~0u - 1
	};
	l.made_from.list = calloc(1, sizeof(*l.made_from.list));
	l.made_from.list[l.made_from.count++].file = str_of("a.c");
	return l;
}

static struct buf packed(struct lowered *l)
{
	struct buf bytes = { 0 };
	struct pack p = { .out = &bytes };

	lowered_pack(&p, l);
	pack_free(&p);
	return bytes;
}

static bool unpacked(struct lowered *l, const char *bytes, size_t len)
{
	struct pack p = { .in = bytes, .len = len };
	bool good;

	*l = (struct lowered){ 0 };
	lowered_pack(&p, l);
	good = !p.bad && p.at == len;
	pack_free(&p);
	return good;
}

static void test_bytes_and_back(void **state)
{
	struct lowered l = example(), copy;
	struct buf bytes = packed(&l), again;

	(void)state;
	assert_true(unpacked(&copy, bytes.data, bytes.len));
	again = packed(&copy);
	assert_int_equal(again.len, bytes.len);
	assert_memory_equal(again.data, bytes.data, bytes.len);
	assert_string_equal(copy.why, "because");
	assert_null(copy.totals.why);
	assert_int_equal(copy.totals.lines, 70000);
	assert_int_equal(copy.seen.skipped[0].last, ~0u - 1);
	assert_int_equal(copy.graph.node_count, l.graph.node_count);
	assert_int_equal(copy.graph.segment_count, 1);
	lowered_free(&copy);
	for (size_t len = 0; len < bytes.len; len++) {
		char *cut = malloc(len + 1);

		memcpy(cut, bytes.data, len);
		assert_false(unpacked(&copy, cut, len));
		lowered_free(&copy);
		free(cut);
	}
	buf_free(&bytes);
	buf_free(&again);
	lowered_free(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_header_is_entered_once),
		cmocka_unit_test(test_a_definition_comes_later),
		cmocka_unit_test(test_bytes_and_back),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	str_free_all();
	return failed;
}
