// SPDX-License-Identifier: GPL-2.0-only
/* The graph of values: arrays that only grow, and names that lead into them. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "graph.h"

/* Open hashes from a name to a number; 0 is free. */
struct names {
	str_t *keys;
	uint32_t *values;
	uint32_t count, size;
};

struct graph_names {
	struct names nodes;
	struct names functions;
};

static uint32_t *names_slot(struct names *n, str_t key)
{
	uint32_t i = key * 2654435761u;

	for (;; i++) {
		uint32_t at = (i >> 7 ^ i) & (n->size - 1);

		if (n->keys[at] == key || !n->keys[at]) {
			n->keys[at] = key;
			return &n->values[at];
		}
	}
}

static void names_grow(struct names *n)
{
	struct names bigger = { .size = n->size ? 2 * n->size : 256 };

	bigger.keys = xrealloc(NULL, bigger.size * sizeof(*bigger.keys));
	bigger.values = xrealloc(NULL, bigger.size * sizeof(*bigger.values));
	memset(bigger.keys, 0, bigger.size * sizeof(*bigger.keys));
	memset(bigger.values, 0, bigger.size * sizeof(*bigger.values));
	for (uint32_t i = 0; i < n->size; i++)
		if (n->keys[i])
			*names_slot(&bigger, n->keys[i]) = n->values[i];
	bigger.count = n->count;
	free(n->keys);
	free(n->values);
	*n = bigger;
}

/* The value of a name, to be read or written; 0 when it is new. */
static uint32_t *names_get(struct names *n, str_t key)
{
	if (2 * (n->count + 1) > n->size)
		names_grow(n);
	n->count++;
	return names_slot(n, key);
}

static struct graph_names *names_of(struct graph *g)
{
	if (!g->names) {
		g->names = xrealloc(NULL, sizeof(*g->names));
		memset(g->names, 0, sizeof(*g->names));
	}
	return g->names;
}

#define ROOM(array, count, capacity)					\
	do {								\
		if ((count) >= (capacity)) {				\
			(capacity) = (capacity) ? 2 * (capacity) : 256;	\
			(array) = xrealloc((array), (capacity) *	\
					   sizeof(*(array)));		\
		}							\
	} while (0)

node_t graph_node(struct graph *g, str_t name, struct type type)
{
	if (!g->node_count)
		g->node_count = 1;
	ROOM(g->nodes, g->node_count, g->node_capacity);
	g->nodes[g->node_count] = (struct node){ .name = name, .type = type };
	return g->node_count++;
}

node_t graph_named(struct graph *g, str_t key, str_t name, struct type type)
{
	uint32_t *slot = names_get(&names_of(g)->nodes, key);

	if (!*slot) {
		*slot = graph_node(g, name, type);
		g->nodes[*slot].leaves = true;
	}
	return *slot;
}

void graph_edge(struct graph *g, node_t from, node_t to, enum flow flow,
		enum rep rep, enum step step, struct place place)
{
	if (!from || !to || from == to)
		return;
	if (!g->edge_count)
		g->edge_count = 1;
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

struct use *graph_use(struct graph *g, enum use_kind kind, struct place place)
{
	ROOM(g->uses, g->use_count, g->use_capacity);
	g->uses[g->use_count] = (struct use){ .kind = kind, .place = place };
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
	uint32_t *slot = names_get(&names_of(g)->functions, key);

	if (!*slot) {
		ROOM(g->functions, g->function_count, g->function_capacity);
		g->functions[g->function_count] = (struct function){
			.key = key,
		};
		*slot = ++g->function_count;
		enter_nodes(g, *slot);
	}
	return *slot - 1;
}

int64_t graph_find_function(struct graph *g, str_t key)
{
	return (int64_t)*names_get(&names_of(g)->functions, key) - 1;
}

void graph_indirect(struct graph *g, uint32_t use, node_t pointer)
{
	ROOM(g->indirect, g->indirect_count, g->indirect_capacity);
	ROOM(g->indirect_node, g->indirect_count, g->indirect_node_capacity);
	g->indirect[g->indirect_count] = use;
	g->indirect_node[g->indirect_count++] = pointer;
}

void graph_free(struct graph *g)
{
	if (g->names) {
		free(g->names->nodes.keys);
		free(g->names->nodes.values);
		free(g->names->functions.keys);
		free(g->names->functions.values);
	}
	free(g->names);
	free(g->nodes);
	free(g->edges);
	free(g->objects);
	free(g->at);
	free(g->uses);
	free(g->functions);
	free(g->indirect);
	free(g->indirect_node);
	memset(g, 0, sizeof(*g));
}
