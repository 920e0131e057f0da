// SPDX-License-Identifier: GPL-2.0-only
/* The graph of values: arrays that only grow, and names that lead into them. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "graph.h"

#define ROOM(array, count, capacity)					\
	do {								\
		if ((count) >= (capacity)) {				\
			(capacity) = (capacity) ? 2 * (capacity) : 256;	\
			(array) = xrealloc((array), (capacity) *	\
					   sizeof(*(array)));		\
		}							\
	} while (0)

/* Number 0 stands for none: it is there, and all zeros. */
static void start_nodes(struct graph *g)
{
	ROOM(g->nodes, g->node_count, g->node_capacity);
	g->nodes[g->node_count++] = (struct node){ 0 };
}

static void start_edges(struct graph *g)
{
	ROOM(g->edges, g->edge_count, g->edge_capacity);
	g->edges[g->edge_count++] = (struct edge){ 0 };
}

static void start_blocks(struct graph *g)
{
	ROOM(g->blocks, g->block_count, g->block_capacity);
	g->blocks[g->block_count++] = (struct block){ 0 };
}

static void start_jumps(struct graph *g)
{
	ROOM(g->jumps, g->jump_count, g->jump_capacity);
	g->jumps[g->jump_count++] = (struct jump){ 0 };
}

void graph_close(struct graph *g)
{
	if (!g->block_count)
		start_blocks(g);
	if (!g->jump_count)
		start_jumps(g);
	if (!g->node_count)
		start_nodes(g);
	if (!g->edge_count)
		start_edges(g);
}

node_t graph_node(struct graph *g, str_t name, struct type type)
{
	if (!g->node_count)
		start_nodes(g);
	ROOM(g->nodes, g->node_count, g->node_capacity);
	g->nodes[g->node_count] = (struct node){ .name = name, .type = type };
	return g->node_count++;
}

node_t graph_named(struct graph *g, str_t key, str_t name, struct type type)
{
	node_t node = slots_get(&g->node_names, key, NULL, NULL);

	if (!node) {
		node = graph_node(g, name, type);
		g->nodes[node].leaves = true;
		slots_add(&g->node_names, key, node);
	}
	return node;
}

void graph_edge(struct graph *g, node_t from, node_t to, enum flow flow,
		enum rep rep, enum step step, struct place place)
{
	if (!from || !to || from == to)
		return;
	if (!g->edge_count)
		start_edges(g);
	ROOM(g->edges, g->edge_count, g->edge_capacity);
	g->edges[g->edge_count] = (struct edge){
		.to = to,
		.flow = flow,
		.rep = rep,
		.step = step,
		.next = g->nodes[from].edges,
		.place = place,
	};
	g->nodes[from].edges = g->edge_count++;
}

uint32_t graph_object(struct graph *g, node_t at, const struct object *o)
{
	ROOM(g->objects, g->object_count, g->object_capacity);
	ROOM(g->at, g->object_count, g->at_capacity);
	g->objects[g->object_count] = *o;
	g->at[g->object_count] = at;
	return g->object_count++;
}

block_t graph_block(struct graph *g)
{
	if (!g->block_count)
		start_blocks(g);
	ROOM(g->blocks, g->block_count, g->block_capacity);
	g->blocks[g->block_count] = (struct block){ 0 };
	return g->block_count++;
}

void graph_jump(struct graph *g, block_t from, block_t to, enum when when,
		node_t value)
{
	uint32_t last = 0;

	if (!from || !to)
		return;
	if (!g->jump_count)
		start_jumps(g);
	for (uint32_t j = g->blocks[from].jumps; j; j = g->jumps[j].next)
		last = j;
	ROOM(g->jumps, g->jump_count, g->jump_capacity);
	g->jumps[g->jump_count] = (struct jump){
		.to = to,
		.when = when,
		.value = value,
	};
	if (last)
		g->jumps[last].next = g->jump_count++;
	else
		g->blocks[from].jumps = g->jump_count++;
}

struct use *graph_use(struct graph *g, enum use_kind kind, struct place place)
{
	ROOM(g->uses, g->use_count, g->use_capacity);
	g->uses[g->use_count] = (struct use){ .kind = kind, .place = place,
					      .block = g->block };
	return &g->uses[g->use_count++];
}

/* The nodes of function number @n - 1: what goes in and out leaves it. */
static void enter_nodes(struct graph *g, uint32_t n)
{
	struct function *f = &g->functions[n - 1];

	for (int i = -1; i < USE_ARGS; i++) {
		node_t node = graph_node(g, 0, (struct type){ 0 });

		*(i < 0 ? &f->result : &f->params[i]) = node;
		g->nodes[node].function = n;
		g->nodes[node].is_result = i < 0;
		g->nodes[node].leaves = true;
	}
}

uint32_t graph_function(struct graph *g, str_t key)
{
	uint32_t number = slots_get(&g->function_names, key, NULL, NULL);

	if (!number) {
		ROOM(g->functions, g->function_count, g->function_capacity);
		g->functions[g->function_count] = (struct function){
			.key = key,
		};
		number = ++g->function_count;
		enter_nodes(g, number);
		slots_add(&g->function_names, key, number);
	}
	return number - 1;
}

str_t graph_name_of(str_t key)
{
	const char *colon = strrchr(str_get(key), ':');

	return colon ? str_of(colon + 1) : key;
}

int64_t graph_find_function(struct graph *g, str_t key)
{
	return (int64_t)slots_get(&g->function_names, key, NULL, NULL) - 1;
}

void graph_indirect(struct graph *g, uint32_t use, node_t pointer)
{
	ROOM(g->indirect, g->indirect_count, g->indirect_capacity);
	ROOM(g->indirect_node, g->indirect_count, g->indirect_node_capacity);
	g->indirect[g->indirect_count] = use;
	g->indirect_node[g->indirect_count++] = pointer;
}

static void mark(const struct graph *g, uint32_t *counts)
{
	counts[PART_NODES] = g->node_count ? g->node_count : 1;
	counts[PART_EDGES] = g->edge_count ? g->edge_count : 1;
	counts[PART_OBJECTS] = g->object_count;
	counts[PART_USES] = g->use_count;
	counts[PART_INDIRECT] = g->indirect_count;
	counts[PART_BLOCKS] = g->block_count ? g->block_count : 1;
	counts[PART_JUMPS] = g->jump_count ? g->jump_count : 1;
}

void graph_begin(struct graph *g, uint32_t function)
{
	ROOM(g->segments, g->segment_count, g->segment_capacity);
	g->segments[g->segment_count].function = function;
	mark(g, g->segments[g->segment_count].start);
}

void graph_end(struct graph *g)
{
	mark(g, g->segments[g->segment_count++].end);
}

void graph_free(struct graph *g)
{
	slots_free(&g->node_names);
	slots_free(&g->function_names);
	free(g->nodes);
	free(g->edges);
	free(g->objects);
	free(g->at);
	free(g->uses);
	free(g->functions);
	free(g->indirect);
	free(g->indirect_node);
	free(g->blocks);
	free(g->jumps);
	free(g->segments);
	memset(g, 0, sizeof(*g));
}
