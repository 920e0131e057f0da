// SPDX-License-Identifier: GPL-2.0-only
/* Values flow along the edges, until nothing changes. */
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "buf.h"
#include "solve.h"

struct work {
	struct solved *s;
	node_t *queue;			/* a ring */
	bool *queued;
	uint32_t first, count, size;
	uint16_t *sent;			/* of each edge: elements that went on */
	uint32_t sent_count;
	size_t elements, most;		/* of all nodes */
};

/* A call through a pointer. */
struct indirect {
	uint16_t done;			/* how many of its elements were seen */
	uint16_t before;		/* of these, when they were counted */
	bool counted;
	str_t only;			/* the only function called, or 0 */
};

static void push(struct work *w, node_t node)
{
	if (w->queued[node])
		return;
	w->queued[node] = true;
	w->queue[(w->first + w->count++) % w->size] = node;
}

static node_t pop(struct work *w)
{
	node_t node = w->queue[w->first];

	w->first = (w->first + 1) % w->size;
	w->count--;
	w->queued[node] = false;
	return node;
}

/*
 * What a pte maps is data and nothing else, and what was read from an entry is
 * a table of its level: one stands for all of its kind.
 */
static bool is_alike(const struct graph *g, const struct element *a,
		     const struct element *b)
{
	const struct object *of_a = &g->objects[a->object];
	const struct object *of_b = &g->objects[b->object];

	if (a->rep != b->rep)
		return false;
	if (a->object == b->object)
		return true;
	return of_a->kind == of_b->kind && of_a->level == of_b->level &&
	       (of_a->kind == OBJECT_MAPPED || of_a->kind == OBJECT_READ);
}

/* What is alike is in one slot. */
static uint32_t slot_of(const struct graph *g, const struct element *e)
{
	const struct object *o = &g->objects[e->object];
	uint32_t key = o->kind == OBJECT_MAPPED || o->kind == OBJECT_READ ?
		       ~(uint32_t)(o->kind << 8 | o->level) : e->object;

	return (key * 16 + e->rep) * 2654435761u >> 16;
}

/* Into the first free slot. */
static void take_slot(const struct graph *g, struct elements *of, uint16_t n)
{
	uint32_t mask = 2 * of->capacity - 1;
	uint32_t slot = slot_of(g, &of->list[n]) & mask;

	while (of->slots[slot])
		slot = (slot + 1) & mask;
	of->slots[slot] = n + 1;
}

static bool has_element(const struct graph *g, const struct elements *of,
			const struct element *e)
{
	uint32_t mask = 2 * of->capacity - 1, slot = slot_of(g, e) & mask;

	if (!of->slots) {
		for (uint16_t i = 0; i < of->count; i++)
			if (is_alike(g, &of->list[i], e))
				return true;
		return false;
	}
	for (; of->slots[slot]; slot = (slot + 1) & mask)
		if (is_alike(g, &of->list[of->slots[slot] - 1], e))
			return true;
	return false;
}

static void make_room(const struct graph *g, struct elements *of)
{
	of->capacity = of->capacity ? 2 * of->capacity : 4;
	of->list = xrealloc(of->list, of->capacity * sizeof(*of->list));
	if (of->capacity < 64)
		return;
	free(of->slots);
	of->slots = xcalloc(2 * of->capacity, sizeof(*of->slots));
	for (uint16_t i = 0; i < of->count; i++)
		take_slot(g, of, i);
}

static void add_element(struct work *w, node_t node, struct element e)
{
	struct elements *of = &w->s->of[node];
	const struct graph *g = w->s->g;

	if (has_element(g, of, &e))
		return;
	if (of->count == SOLVE_MOST || w->elements >= w->most) {
		w->s->lost++;
		return;
	}
	if (of->count == of->capacity)
		make_room(g, of);
	of->list[of->count++] = e;
	w->elements++;
	if (of->slots)
		take_slot(g, of, of->count - 1);
	push(w, node);
}

static bool is_descriptor(enum rep rep)
{
	return rep == REP_PAGE || rep == REP_PTDESC || rep == REP_FOLIO;
}

/* The form of a value behind an edge. */
static enum rep flow_rep(const struct edge *edge, enum rep rep)
{
	switch ((enum flow)edge->flow) {
	case FLOW_SAME:
		return rep;
	case FLOW_NUMBER:
		return REP_NUMBER;
	case FLOW_CAST:
		/* The descriptors overlay each other. */
		if (is_descriptor(rep) && is_descriptor(edge->rep))
			return edge->rep;
		if (rep != REP_NUMBER && rep != REP_ENTRY && rep != REP_NONE)
			return rep;
		return edge->rep ? edge->rep : rep;
	case FLOW_AS:
	case FLOW_INDEX:
		return edge->rep ? edge->rep : rep;
	}
	return rep;
}

/*
 * A number that somebody passes, and that is passed on as one or kept: all that
 * it could say is said of the first.
 */
static bool ends_here(const struct graph *g, const struct edge *edge,
		      const struct element *el)
{
	const struct node *to = &g->nodes[edge->to];

	return g->objects[el->object].kind == OBJECT_PARAMETER &&
	       el->rep == REP_NUMBER && to->type.hold == HOLD_NUMBER &&
	       to->leaves && !to->is_result;
}

/* Calls through pointers are edges that come later. */
static void count_edges(struct work *w)
{
	uint32_t count = w->s->g->edge_count;

	w->sent = xrealloc(w->sent, count * sizeof(*w->sent));
	memset(w->sent + w->sent_count, 0,
	       (count - w->sent_count) * sizeof(*w->sent));
	w->sent_count = count;
}

static void propagate_from(struct work *w, node_t node)
{
	struct graph *g = w->s->g;
	uint16_t count = w->s->of[node].count;

	for (uint32_t e = g->nodes[node].edges; e; e = g->edges[e].next) {
		const struct edge *edge = &g->edges[e];
		uint16_t i = w->sent[e];

		w->sent[e] = count;
		for (; i < count; i++) {
			struct element el = w->s->of[node].list[i];

			if (ends_here(g, edge, &el))
				continue;
			add_element(w, edge->to, (struct element){
				.object = el.object,
				.rep = flow_rep(edge, el.rep),
				.from = node,
				.from_index = i,
				.edge = e,
			});
		}
	}
}

static void propagate(struct work *w)
{
	count_edges(w);
	while (w->count)
		propagate_from(w, pop(w));
}

/* Of memory or numbers that may be of anything. */
static bool is_untyped(struct type type)
{
	return type.hold == HOLD_NUMBER || type.hold == HOLD_MEMORY;
}

/*
 * Is an argument to be passed now? Before the functions that a call can reach
 * are counted, what a type tells; then the rest.
 */
static bool is_passed(const struct indirect *in, struct type type,
		      str_t target)
{
	if (is_untyped(type))
		return in->counted && in->only == target;
	return in->done >= in->before;
}

/* A call through a pointer goes to what the pointer can be. */
static bool connect(struct work *w, const struct indirect *in, struct use *u,
		    str_t target)
{
	struct graph *g = w->s->g;
	int64_t n = graph_find_function(g, target);
	uint32_t before = g->edge_count;
	struct function *f;

	if (n < 0)
		return false;
	f = &g->functions[n];
	for (unsigned int i = 0; i < u->arg_count; i++)
		if (u->args[i] && is_passed(in, u->types[i], target)) {
			graph_edge(g, u->args[i], f->params[i], FLOW_CAST,
				   u->types[i].rep, STEP_PASSED, u->place);
			push(w, u->args[i]);
		}
	if (in->done >= in->before) {
		graph_edge(g, f->result, u->result, FLOW_SAME, 0, STEP_NONE,
			   u->place);
		push(w, f->result);
	}
	return g->edge_count != before;
}

static bool connect_all(struct work *w, struct indirect *calls)
{
	struct graph *g = w->s->g;
	bool more = false;

	for (uint32_t i = 0; i < g->indirect_count; i++) {
		struct elements *of = &w->s->of[g->indirect_node[i]];
		struct indirect *in = &calls[i];

		for (; in->done < of->count; in->done++) {
			struct object *o =
				&g->objects[of->list[in->done].object];

			if (o->kind == OBJECT_FUNCTION)
				more |= connect(w, in,
						&g->uses[g->indirect[i]],
						o->name);
		}
	}
	return more;
}

/* The function that a pointer can be, if it is one and no other; or 0. */
static str_t only_target(const struct solved *s, node_t pointer)
{
	const struct elements *of = &s->of[pointer];
	str_t only = 0;

	for (uint16_t i = 0; i < of->count; i++) {
		const struct object *o = &s->g->objects[of->list[i].object];

		if (o->kind != OBJECT_FUNCTION || o->name == only)
			continue;
		if (only)
			return 0;
		only = o->name;
	}
	return only;
}

/* All pointers are known: their calls are gone through once more. */
static void count_targets(struct solved *s, struct indirect *calls)
{
	for (uint32_t i = 0; i < s->g->indirect_count; i++)
		calls[i] = (struct indirect){
			.before = calls[i].done,
			.only = only_target(s, s->g->indirect_node[i]),
			.counted = true,
		};
}

static bool is_arch(const struct function *f)
{
	return in_arch(str_get(f->place.file));
}

/* The functions of a graph, by their names. */
struct pairing {
	struct graph *g;
	str_t *names;			/* of each function */
	struct slots first;		/* name: the first of it, and 1 */
	uint32_t *next;			/* of each: another of its name, and 1 */
};

static uint32_t first_of(const struct pairing *p, str_t name)
{
	return slots_get(&p->first, name, NULL, NULL);
}

static void pairing_begin(struct pairing *p, struct graph *g)
{
	*p = (struct pairing){
		.g = g,
		.names = xcalloc(g->function_count + 1, sizeof(*p->names)),
		.next = xcalloc(g->function_count + 1, sizeof(*p->next)),
	};
	for (uint32_t i = 0; i < g->function_count; i++) {
		uint32_t first;

		p->names[i] = graph_name_of(g->functions[i].key);
		first = first_of(p, p->names[i]);
		if (first) {
			p->next[i] = p->next[first - 1];
			p->next[first - 1] = i + 1;
		} else {
			slots_add(&p->first, p->names[i], i + 1);
		}
	}
}

static void pairing_end(struct pairing *p)
{
	free(p->names);
	free(p->next);
	slots_free(&p->first);
}

/* Generic code that this architecture has a function of its own for. */
static bool is_replaced(const struct pairing *p, uint32_t function)
{
	const struct function *f = &p->g->functions[function];

	if (is_arch(f) || !f->place.line)
		return false;
	for (uint32_t i = first_of(p, p->names[function]); i;
	     i = p->next[i - 1])
		if (is_arch(&p->g->functions[i - 1]))
			return true;
	return false;
}

static bool has_function(const struct pairing *p, str_t file, str_t name)
{
	for (uint32_t i = first_of(p, name); i; i = p->next[i - 1])
		if (p->g->functions[i - 1].place.file == file)
			return true;
	return false;
}

/* Two headers that both define one of them are never in one kernel. */
static bool are_rivals(const struct pairing *p, uint32_t giver, uint32_t taker)
{
	const struct place *gives = &p->g->functions[giver].place;
	const struct place *takes = &p->g->functions[taker].place;

	return gives->line && takes->line && gives->file != takes->file &&
	       (has_function(p, gives->file, p->names[taker]) ||
		has_function(p, takes->file, p->names[giver]));
}

/* What gives a table and what takes it, where no code between them is seen. */
static void pair(const struct pairing *p, uint32_t taker, const struct api *a)
{
	struct place nowhere = { 0 };

	for (uint32_t i = first_of(p, a->given_by); i; i = p->next[i - 1])
		if (!is_replaced(p, i - 1) && !are_rivals(p, i - 1, taker))
			graph_edge(p->g, p->g->functions[i - 1].result,
				   p->g->functions[taker].params[a->arg],
				   FLOW_SAME, 0, STEP_NONE, nowhere);
}

static void pair_all(struct graph *g)
{
	struct pairing p;

	pairing_begin(&p, g);
	for (uint32_t i = 0; i < g->function_count; i++) {
		const struct api *a = api_role(p.names[i], ROLE_TAKES_TABLE);

		if (a && a->role == ROLE_TAKES_TABLE && a->given_by &&
		    !is_replaced(&p, i))
			pair(&p, i, a);
	}
	pairing_end(&p);
}

static void flow_and_connect(struct work *w, struct indirect *calls)
{
	do
		propagate(w);
	while (connect_all(w, calls));
}

static void begin_at(struct work *w, uint32_t object)
{
	const struct graph *g = w->s->g;

	add_element(w, g->at[object], (struct element){
		.object = object, .rep = g->objects[object].rep });
}

/* What comes out of a list that nobody is seen to put anything into. */
static void let_stand_in(struct work *w)
{
	const struct graph *g = w->s->g;
	bool *stands = xcalloc(g->object_count + 1, sizeof(*stands));

	for (uint32_t i = 0; i < g->object_count; i++)
		stands[i] = g->objects[i].stands_in &&
			    !w->s->of[g->at[i]].count;
	for (uint32_t i = 0; i < g->object_count; i++)
		if (stands[i])
			begin_at(w, i);
	free(stands);
}

/*
 * A walker that calls many functions gets from each of its callers the kind of
 * value that the caller's function takes: where a type does not tell, what
 * comes in is passed only to who is the only one to be called. So all pointers
 * have to be known first.
 */
static void flow_everything(struct solved *s)
{
	struct graph *g = s->g;
	struct work w = {
		.s = s,
		.size = g->node_count + 1,
		.most = SOLVE_ALL + (size_t)SOLVE_EACH * g->node_count,
	};
	struct indirect *calls = xcalloc(g->indirect_count + 1,
					 sizeof(*calls));

	w.queue = xrealloc(NULL, w.size * sizeof(*w.queue));
	w.queued = xcalloc(w.size, sizeof(*w.queued));
	for (uint32_t i = 0; i < g->object_count; i++)
		if (!g->objects[i].stands_in)
			begin_at(&w, i);
	flow_and_connect(&w, calls);
	count_targets(s, calls);
	flow_and_connect(&w, calls);
	let_stand_in(&w);
	flow_and_connect(&w, calls);
	free(calls);
	free(w.sent);
	free(w.queue);
	free(w.queued);
}

void solve(struct solved *s, struct graph *g)
{
	*s = (struct solved){ .g = g };
	s->of = xcalloc(g->node_count + 1, sizeof(*s->of));
	s->why = xcalloc(g->object_count + 1, sizeof(*s->why));
	graph_close(g);
	pair_all(g);
	flow_everything(s);
	solve_judge(s);
}

bool solved_is_table(const struct solved *s, const struct element *el)
{
	const struct evidence *e = &s->why[el->object];

	return e->verdict == VERDICT_TABLE && !e->shared;
}

const struct element *solved_table(const struct solved *s, node_t node)
{
	const struct element *found = NULL;

	for (uint16_t i = 0; i < s->of[node].count; i++) {
		const struct element *el = &s->of[node].list[i];
		const struct object *o = &s->g->objects[el->object];

		if (!solved_is_table(s, el))
			continue;
		/* What was allocated has the longer story to tell. */
		if (!found || o->kind == OBJECT_ALLOCATED)
			found = el;
		if (o->kind == OBJECT_ALLOCATED)
			break;
	}
	return found;
}

bool solved_has(const struct solved *s, node_t node, uint32_t object)
{
	const struct elements *of = &s->of[node];

	for (uint16_t i = 0; i < of->count; i++)
		if (of->list[i].object == object)
			return true;
	return false;
}

bool solved_any_data(const struct solved *s, node_t node)
{
	const struct elements *of = &s->of[node];

	for (uint16_t i = 0; i < of->count; i++)
		if (s->why[of->list[i].object].verdict == VERDICT_DATA)
			return true;
	return false;
}

void solved_free(struct solved *s)
{
	for (uint32_t i = 0; s->of && i < s->g->node_count; i++) {
		free(s->of[i].list);
		free(s->of[i].slots);
	}
	free(s->of);
	free(s->why);
	reasons_free(&s->reasons);
}
