// SPDX-License-Identifier: GPL-2.0-only
/* The graphs of units become one. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "graph.h"

struct merge {
	struct graph *g;
	const struct graph *unit;
	/* of each node of the unit: */
	str_t *keys;			/* of globals and members */
	node_t *to;			/* what it is in the graph, or 0 */
	bool *fresh;			/* it was not there before */
	block_t *block;			/* of each block: that of the graph, or 0 */
	/* of each function of the unit: */
	uint32_t *function;		/* its number in the graph, or 0 */
	bool *known;			/* another unit brought its code */
};

static void start(struct merge *m)
{
	const struct graph *unit = m->unit;

	m->keys = xcalloc(unit->node_count + 1, sizeof(*m->keys));
	m->to = xcalloc(unit->node_count + 1, sizeof(*m->to));
	m->fresh = xcalloc(unit->node_count + 1, sizeof(*m->fresh));
	m->block = xcalloc(unit->block_count + 1, sizeof(*m->block));
	m->function = xcalloc(unit->function_count + 1, sizeof(*m->function));
	m->known = xcalloc(unit->function_count + 1, sizeof(*m->known));
	for (uint32_t i = 0; i < unit->node_names.size; i++)
		if (unit->node_names.list[i].number)
			m->keys[unit->node_names.list[i].number] =
				unit->node_names.list[i].key;
}

static void finish(struct merge *m)
{
	free(m->keys);
	free(m->to);
	free(m->fresh);
	free(m->block);
	free(m->function);
	free(m->known);
}

static void copy_node(struct merge *m, node_t from)
{
	const struct node *unit = &m->unit->nodes[from];
	struct node *node = &m->g->nodes[m->to[from]];

	node->name = unit->name;
	node->type = unit->type;
	node->early = unit->early;
}

/* The result and the parameters of a function are nodes of the graph. */
static void map_nodes(struct merge *m, uint32_t function)
{
	const struct function *unit = &m->unit->functions[function];
	const struct function *f =
		&m->g->functions[m->function[function] - 1];

	m->to[unit->result] = f->result;
	for (int i = 0; i < USE_ARGS; i++)
		m->to[unit->params[i]] = f->params[i];
}

static void take_definition(struct merge *m, uint32_t function)
{
	const struct function *unit = &m->unit->functions[function];
	struct function *f = &m->g->functions[m->function[function] - 1];

	f->defined = true;
	f->gives = unit->gives;
	f->place = unit->place;
	f->entry = m->block[unit->entry];
	copy_node(m, unit->result);
	for (int i = 0; i < USE_ARGS; i++)
		copy_node(m, unit->params[i]);
}

/* The number of a function in the graph: its index and 1. */
static uint32_t map_function(struct merge *m, uint32_t function)
{
	const struct function *unit = &m->unit->functions[function];
	bool is_new;

	if (m->function[function])
		return m->function[function];
	is_new = graph_find_function(m->g, unit->key) < 0;
	m->function[function] = graph_function(m->g, unit->key) + 1;
	map_nodes(m, function);
	m->fresh[unit->result] = is_new;
	if (is_new)
		copy_node(m, unit->result);
	if (unit->defined && !m->known[function])
		take_definition(m, function);
	return m->function[function];
}

static node_t map_named(struct merge *m, node_t node)
{
	const struct node *unit = &m->unit->nodes[node];
	uint32_t before = m->g->node_count;
	node_t to = graph_named(m->g, m->keys[node], unit->name, unit->type);

	m->fresh[node] = m->g->node_count > before;
	return to;
}

/* A node of the graph; 0 for one that nobody follows. */
static node_t map_node(struct merge *m, node_t node)
{
	const struct node *unit = &m->unit->nodes[node];

	if (!node || m->to[node])
		return m->to[node];
	if (unit->function) {
		map_function(m, unit->function - 1);
	} else if (m->keys[node]) {
		m->to[node] = map_named(m, node);
	} else {
		m->to[node] = graph_node(m->g, unit->name, unit->type);
		m->g->nodes[m->to[node]].leaves = unit->leaves;
	}
	return m->to[node];
}

/* Is a number one of a function that is left out? @at starts as 0. */
static bool is_left_out(const struct merge *m, enum part part, uint32_t number,
			uint32_t *at)
{
	const struct segment *s = m->unit->segments;
	uint32_t count = m->unit->segment_count;

	while (*at < count && s[*at].end[part] <= number)
		++*at;
	return *at < count && s[*at].start[part] <= number &&
	       m->known[s[*at].function];
}

/* Functions are to know their first block: this is done before all others. */
static void make_blocks(struct merge *m)
{
	uint32_t at = 0;

	for (block_t i = 1; i < m->unit->block_count; i++)
		if (!is_left_out(m, PART_BLOCKS, i, &at))
			m->block[i] = graph_block(m->g);
}

static void merge_jumps(struct merge *m, block_t from)
{
	const struct graph *unit = m->unit;

	for (uint32_t i = unit->blocks[from].jumps; i;
	     i = unit->jumps[i].next) {
		const struct jump *j = &unit->jumps[i];

		graph_jump(m->g, m->block[from], m->block[j->to], j->when,
			   map_node(m, j->value));
	}
}

static void merge_blocks(struct merge *m)
{
	for (block_t i = 1; i < m->unit->block_count; i++) {
		const struct block *unit = &m->unit->blocks[i];
		node_t value;

		if (!m->block[i])
			continue;
		value = map_node(m, unit->value);
		m->g->blocks[m->block[i]].returns = unit->returns;
		m->g->blocks[m->block[i]].gives = unit->gives;
		m->g->blocks[m->block[i]].value = value;
		merge_jumps(m, i);
	}
}

static void merge_nodes(struct merge *m)
{
	uint32_t at = 0;

	for (node_t i = 1; i < m->unit->node_count; i++)
		if (!is_left_out(m, PART_NODES, i, &at))
			map_node(m, i);
}

/* Edges do not know where they start. */
static node_t *edge_starts(const struct graph *unit)
{
	node_t *starts = xcalloc(unit->edge_count + 1, sizeof(*starts));

	for (node_t i = 1; i < unit->node_count; i++)
		for (uint32_t e = unit->nodes[i].edges; e;
		     e = unit->edges[e].next)
			starts[e] = i;
	return starts;
}

static void merge_edges(struct merge *m)
{
	node_t *starts = edge_starts(m->unit);
	uint32_t at = 0;

	for (uint32_t i = 1; i < m->unit->edge_count; i++) {
		const struct edge *e = &m->unit->edges[i];

		if (!is_left_out(m, PART_EDGES, i, &at))
			graph_edge(m->g, map_node(m, starts[i]),
				   map_node(m, e->to), e->flow, e->rep,
				   e->step, e->place);
	}
	free(starts);
}

static void merge_use(struct merge *m, const struct use *unit)
{
	struct use copy = *unit;

	if (unit->callee)
		copy.callee = map_function(m, unit->callee - 1);
	copy.function = map_node(m, unit->function);
	copy.block = m->block[unit->block];
	copy.result = map_node(m, unit->result);
	for (int i = 0; i < USE_ARGS; i++) {
		copy.args[i] = map_node(m, unit->args[i]);
		copy.leaf_of[i] = map_node(m, unit->leaf_of[i]);
	}
	*graph_use(m->g, unit->kind, unit->place) = copy;
}

/* The last use is a call through a pointer. */
static void merge_pointer(struct merge *m, uint32_t number)
{
	node_t pointer = map_node(m, m->unit->indirect_node[number]);

	graph_indirect(m->g, m->g->use_count - 1, pointer);
}

static void merge_uses(struct merge *m)
{
	uint32_t at = 0, pointer = 0;

	for (uint32_t i = 0; i < m->unit->use_count; i++) {
		bool kept = !is_left_out(m, PART_USES, i, &at);

		if (kept)
			merge_use(m, &m->unit->uses[i]);
		for (; pointer < m->unit->indirect_count &&
		     m->unit->indirect[pointer] == i; pointer++)
			if (kept)
				merge_pointer(m, pointer);
	}
}

/* What a declaration says, it says once. */
static bool is_said(const struct merge *m, const struct object *o, node_t at)
{
	return o->declared && !m->fresh[at];
}

static void merge_objects(struct merge *m)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < m->unit->object_count; i++) {
		struct object o = m->unit->objects[i];
		node_t node = m->unit->at[i];

		if (is_said(m, &o, node) ||
		    (is_left_out(m, PART_OBJECTS, i, &at) && !o.declared))
			continue;
		o.parameter = map_node(m, o.parameter);
		o.result = map_node(m, o.result);
		o.base = map_node(m, o.base);
		graph_object(m->g, map_node(m, node), &o);
	}
}

void graph_merge(struct graph *g, const struct graph *unit)
{
	struct merge m = { .g = g, .unit = unit };

	start(&m);
	for (uint32_t i = 0; i < unit->segment_count; i++) {
		uint32_t function = unit->segments[i].function;
		int64_t known = graph_find_function(
			g, unit->functions[function].key);

		m.known[function] = known >= 0 && g->functions[known].defined;
	}
	make_blocks(&m);
	merge_nodes(&m);
	merge_blocks(&m);
	merge_edges(&m);
	merge_uses(&m);
	merge_objects(&m);
	finish(&m);
}
