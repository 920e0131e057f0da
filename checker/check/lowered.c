// SPDX-License-Identifier: GPL-2.0-only
/* A unit as bytes. Who adds a member to the graph names it here. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "lowered.h"

static void pack_place(struct pack *p, struct place *place)
{
	pack_string(p, &place->file);
	PACK(p, place->line);
	PACK(p, place->column);
	pack_string(p, &place->function);
}

static void pack_type(struct pack *p, struct type *type)
{
	PACK(p, type->hold);
	PACK(p, type->level);
	PACK(p, type->rep);
}

static void pack_node(struct pack *p, struct node *n)
{
	pack_string(p, &n->name);
	pack_type(p, &n->type);
	PACK(p, n->edges);
	PACK(p, n->function);
	PACK(p, n->is_result);
	PACK(p, n->early);
	PACK(p, n->leaves);
}

static void pack_edge(struct pack *p, struct edge *e)
{
	PACK(p, e->to);
	PACK(p, e->flow);
	PACK(p, e->rep);
	PACK(p, e->step);
	PACK(p, e->next);
	pack_place(p, &e->place);
}

static void pack_object(struct pack *p, struct object *o)
{
	PACK(p, o->kind);
	PACK(p, o->level);
	PACK(p, o->family);
	PACK(p, o->leaf);
	PACK(p, o->rep);
	pack_string(p, &o->name);
	pack_place(p, &o->place);
	PACK(p, o->parameter);
	PACK(p, o->result);
	PACK(p, o->base);
	PACK(p, o->highmem);
	PACK(p, o->order);
	PACK(p, o->compound);
	PACK(p, o->declared);
	PACK(p, o->stands_in);
}

static void pack_argument(struct pack *p, struct use *u, int i)
{
	PACK(p, u->args[i]);
	pack_type(p, &u->types[i]);
	PACK(p, u->holds[i]);
	PACK(p, u->from[i]);
	PACK(p, u->leaf[i]);
	PACK(p, u->leaf_of[i]);
}

static void pack_use(struct pack *p, struct use *u)
{
	uint32_t api = u->api ? u->api->number : 0;

	PACK(p, u->kind);
	pack_place(p, &u->place);
	pack_string(p, &u->name);
	pack_string(p, &u->record);
	PACK(p, u->of_tables);
	PACK(p, api);
	u->api = api_numbered(api);
	PACK(p, u->subject);
	PACK(p, u->access);
	PACK(p, u->function);
	PACK(p, u->block);
	PACK(p, u->callee);
	PACK(p, u->result);
	pack_type(p, &u->type);
	PACK(p, u->arg_count);
	for (int i = 0; i < USE_ARGS; i++)
		pack_argument(p, u, i);
}

static void pack_function(struct pack *p, struct function *f)
{
	pack_string(p, &f->key);
	PACK(p, f->result);
	for (int i = 0; i < USE_ARGS; i++)
		PACK(p, f->params[i]);
	pack_type(p, &f->gives);
	pack_place(p, &f->place);
	PACK(p, f->entry);
	PACK(p, f->defined);
}

static void pack_segment(struct pack *p, struct segment *s)
{
	PACK(p, s->function);
	for (int i = 0; i < PART_COUNT; i++) {
		PACK(p, s->start[i]);
		PACK(p, s->end[i]);
	}
}

static void pack_block(struct pack *p, struct block *b)
{
	PACK(p, b->jumps);
	PACK(p, b->returns);
	PACK(p, b->gives);
	PACK(p, b->value);
}

static void pack_jump(struct pack *p, struct jump *j)
{
	PACK(p, j->to);
	PACK(p, j->when);
	PACK(p, j->value);
	PACK(p, j->next);
}

static void pack_blocks(struct pack *p, struct graph *g)
{
	PACK_LIST(p, g->blocks, g->block_count);
	for (uint32_t i = 1; i < g->block_count; i++)
		pack_block(p, &g->blocks[i]);
	PACK_LIST(p, g->jumps, g->jump_count);
	for (uint32_t i = 1; i < g->jump_count; i++)
		pack_jump(p, &g->jumps[i]);
}

/* Names of globals and members, with their nodes. */
static void pack_names(struct pack *p, struct slots *names)
{
	struct slot *list = names->list;
	uint64_t size = names->size;

	PACK_LIST(p, list, size);
	for (uint64_t i = 0; i < size; i++) {
		str_t key = list[i].key;

		PACK(p, list[i].number);
		if (!list[i].number)
			continue;
		pack_string(p, &key);
		if (!p->out)
			slots_add(names, key, list[i].number);
	}
	if (!p->out)
		free(list);
}

static void pack_objects(struct pack *p, struct graph *g)
{
	PACK_LIST(p, g->objects, g->object_count);
	if (!p->out)
		g->at = xrealloc(NULL, (g->object_count + 1) *
				 sizeof(*g->at));
	for (uint32_t i = 0; i < g->object_count; i++) {
		pack_object(p, &g->objects[i]);
		PACK(p, g->at[i]);
	}
}

static void pack_indirect(struct pack *p, struct graph *g)
{
	PACK_LIST(p, g->indirect, g->indirect_count);
	if (!p->out)
		g->indirect_node = xrealloc(NULL, (g->indirect_count + 1) *
					    sizeof(*g->indirect_node));
	for (uint32_t i = 0; i < g->indirect_count; i++) {
		PACK(p, g->indirect[i]);
		PACK(p, g->indirect_node[i]);
	}
}

static void pack_graph(struct pack *p, struct graph *g)
{
	PACK_LIST(p, g->nodes, g->node_count);
	for (uint32_t i = 1; i < g->node_count; i++)
		pack_node(p, &g->nodes[i]);
	PACK_LIST(p, g->edges, g->edge_count);
	for (uint32_t i = 1; i < g->edge_count; i++)
		pack_edge(p, &g->edges[i]);
	pack_objects(p, g);
	PACK_LIST(p, g->uses, g->use_count);
	for (uint32_t i = 0; i < g->use_count; i++)
		pack_use(p, &g->uses[i]);
	PACK_LIST(p, g->functions, g->function_count);
	for (uint32_t i = 0; i < g->function_count; i++)
		pack_function(p, &g->functions[i]);
	pack_blocks(p, g);
	PACK_LIST(p, g->segments, g->segment_count);
	for (uint32_t i = 0; i < g->segment_count; i++)
		pack_segment(p, &g->segments[i]);
	pack_indirect(p, g);
	pack_names(p, &g->node_names);
}

static void pack_seen(struct pack *p, struct seen *s)
{
	PACK_LIST(p, s->skipped, s->count);
	for (size_t i = 0; i < s->count; i++) {
		pack_string(p, &s->skipped[i].file);
		PACK(p, s->skipped[i].first);
		PACK(p, s->skipped[i].last);
	}
	PACK_LIST(p, s->files, s->file_count);
	for (size_t i = 0; i < s->file_count; i++)
		pack_string(p, &s->files[i]);
	PACK_LIST(p, s->macros, s->macro_count);
	for (size_t i = 0; i < s->macro_count; i++)
		pack_string(p, &s->macros[i]);
}

void lowered_pack(struct pack *p, struct lowered *l)
{
	made_from_pack(p, &l->made_from);
	pack_graph(p, &l->graph);
	PACK(p, l->totals.functions);
	PACK(p, l->totals.lines);
	pack_string(p, &l->totals.header);
	pack_text(p, &l->totals.why);
	pack_text(p, &l->why);
	pack_seen(p, &l->seen);
}

void lowered_free(struct lowered *l)
{
	graph_free(&l->graph);
	seen_free(&l->seen);
	made_from_free(&l->made_from);
	free(l->totals.why);
	free(l->why);
	*l = (struct lowered){ 0 };
}
