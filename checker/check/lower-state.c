// SPDX-License-Identifier: GPL-2.0-only
/* What locals hold, from statement to statement, over branches and loops. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "lower-int.h"

struct state state_copy(const struct state *s)
{
	struct state copy = { .count = s->count, .dead = s->dead };

	copy.locals = xrealloc(NULL, s->count * sizeof(*s->locals));
	if (s->count)
		memcpy(copy.locals, s->locals, s->count * sizeof(*s->locals));
	return copy;
}

void state_free(struct state *s)
{
	free(s->locals);
	*s = (struct state){ 0 };
}

static void state_grow(struct state *s, uint32_t count)
{
	uint32_t room = count + 16;

	if (count <= s->count)
		return;
	s->locals = xrealloc(s->locals, room * sizeof(*s->locals));
	memset(s->locals + s->count, 0,
	       (room - s->count) * sizeof(*s->locals));
	s->count = room;
}

struct binding *lower_binding(struct lower *l, uint32_t local)
{
	state_grow(&l->state, local + 1);
	return &l->state.locals[local];
}

static node_t join_nodes(struct lower *l, node_t a, node_t b)
{
	struct place nowhere = { 0 };
	node_t phi;

	if (a == b || !b)
		return a;
	if (!a)
		return b;
	phi = graph_node(l->g, l->g->nodes[a].name, l->g->nodes[a].type);
	graph_edge(l->g, a, phi, FLOW_SAME, 0, STEP_NONE, nowhere);
	graph_edge(l->g, b, phi, FLOW_SAME, 0, STEP_NONE, nowhere);
	return phi;
}

/* Leaves in @into what both can be; @other is used up. */
void state_join(struct lower *l, struct state *into, struct state *other)
{
	if (into->dead || other->dead) {
		if (into->dead && !other->dead) {
			struct state swap = *into;

			*into = *other;
			*other = swap;
		}
		state_free(other);
		return;
	}
	state_grow(into, other->count);
	for (uint32_t i = 0; i < other->count; i++) {
		struct binding *a = &into->locals[i], *b = &other->locals[i];

		a->node = join_nodes(l, a->node, b->node);
		if (a->leaf != b->leaf || a->leaf_of != b->leaf_of) {
			a->leaf = LEAF_UNKNOWN;
			a->leaf_of = 0;
		}
	}
	state_free(other);
}

void states_add(struct states *s, struct state *taken)
{
	s->list = xgrow(s->list, s->count, &s->capacity,
			sizeof(*s->list));
	s->list[s->count++] = *taken;
	*taken = (struct state){ 0 };
}

void states_join_all(struct lower *l, struct states *s, struct state *into)
{
	for (size_t i = 0; i < s->count; i++)
		state_join(l, into, &s->list[i]);
	free(s->list);
	*s = (struct states){ 0 };
}

static node_t *loop_phi(struct loop *loop, uint32_t local)
{
	if (local >= loop->phi_count) {
		uint32_t count = local + 16;

		loop->phi = xrealloc(loop->phi, count * sizeof(*loop->phi));
		memset(loop->phi + loop->phi_count, 0,
		       (count - loop->phi_count) * sizeof(*loop->phi));
		loop->phi_count = count;
	}
	return &loop->phi[local];
}

static node_t entry_node(const struct loop *loop, uint32_t local)
{
	return local < loop->entry.count ? loop->entry.locals[local].node : 0;
}

/*
 * A local that still has the value from before the loop may get another one
 * from a later round: what is read is a node that both lead to. Outer loops
 * come first.
 */
static void pass_loops(struct lower *l, struct loop *loop, uint32_t local)
{
	struct binding *b = lower_binding(l, local);
	struct place nowhere = { 0 };
	node_t before, *phi;

	if (!loop)
		return;
	before = b->node;
	pass_loops(l, loop->outer, local);
	if (loop->is_switch || !before || entry_node(loop, local) != before)
		return;
	phi = loop_phi(loop, local);
	if (!*phi) {
		*phi = graph_node(l->g, l->g->nodes[before].name,
				  l->g->nodes[before].type);
		graph_edge(l->g, b->node, *phi, FLOW_SAME, 0, STEP_NONE,
			   nowhere);
		/* What is put into a list in the loop is there before it. */
		if (l->g->nodes[before].type.hold == HOLD_LIST)
			graph_edge(l->g, *phi, b->node, FLOW_SAME, 0,
				   STEP_NONE, nowhere);
	}
	b->node = *phi;
}

node_t lower_read_local(struct lower *l, struct symbol *s)
{
	pass_loops(l, l->loop, s->local);
	return lower_binding(l, s->local)->node;
}

void lower_another_entry(struct lower *l, uint32_t local)
{
	struct binding *b = lower_binding(l, local);

	b->leaf = LEAF_UNKNOWN;
	b->leaf_of = 0;
	b->copy_of = 0;
	lower_later(l, LATER_WRITTEN, local);
}

void lower_write_local(struct lower *l, struct symbol *s, node_t value,
		       enum step step, struct place place)
{
	struct binding *b = lower_binding(l, s->local);
	node_t node = graph_node(l->g, s->name, s->type);
	enum flow flow = FLOW_CAST;

	if (s->type.hold == HOLD_LIST && value) {
		/* two names of one list */
		graph_edge(l->g, node, value, FLOW_SAME, 0, STEP_NONE, place);
		flow = FLOW_SAME;
	}
	graph_edge(l->g, value, node, flow, s->type.rep, step, place);
	b->node = node;
	lower_another_entry(l, s->local);
}

void lower_copy_leaf(struct lower *l, uint32_t to, uint32_t from)
{
	struct binding b = *lower_binding(l, from);
	struct binding *copy = lower_binding(l, to);

	copy->leaf = b.leaf;
	copy->leaf_of = b.leaf_of;
	copy->copy_of = from + 1;
}

void loop_enter(struct lower *l, struct loop *loop, bool is_switch)
{
	*loop = (struct loop){
		.outer = l->loop,
		.is_switch = is_switch,
		.entry = state_copy(&l->state),
	};
	l->loop = loop;
}

static void end_round(struct lower *l, struct loop *loop,
		      const struct state *s)
{
	struct place nowhere = { 0 };

	for (uint32_t i = 0; i < loop->phi_count && !s->dead; i++)
		if (loop->phi[i] && i < s->count &&
		    s->locals[i].node != entry_node(loop, i))
			graph_edge(l->g, s->locals[i].node, loop->phi[i],
				   FLOW_SAME, 0, STEP_NONE, nowhere);
}

/* Behind the body: what continues, joins; what holds now, holds again. */
void loop_next(struct lower *l, struct loop *loop)
{
	states_join_all(l, &loop->continues, &l->state);
}

void loop_leave(struct lower *l, struct loop *loop)
{
	struct state entry;

	end_round(l, loop, &l->state);
	entry = state_copy(&loop->entry);
	for (uint32_t i = 0; i < loop->phi_count && i < entry.count; i++)
		if (loop->phi[i])
			entry.locals[i].node = loop->phi[i];
	if (!loop->is_switch)
		state_join(l, &l->state, &entry);
	else
		state_free(&entry);
	states_join_all(l, &loop->breaks, &l->state);
	states_join_all(l, &loop->continues, &l->state);
	state_free(&loop->entry);
	free(loop->phi);
	l->loop = loop->outer;
}
