// SPDX-License-Identifier: GPL-2.0-only
/*
 * Values flow along the edges, and objects are judged by where they arrive:
 * what a pmd is populated with is a page table, what a pte maps is not.
 */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "solve.h"
#include "tablewords.h"

struct work {
	struct solved *s;
	node_t *queue;			/* a ring */
	bool *queued;
	uint32_t first, count, size;
	uint32_t nodes;			/* for how many there is room */
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

static void add_element(struct work *w, node_t node, struct element e)
{
	struct elements *of = &w->s->of[node];

	for (uint16_t i = 0; i < of->count; i++)
		if (is_alike(w->s->g, &of->list[i], &e))
			return;
	if (of->count == SOLVE_MOST) {
		w->s->lost++;
		return;
	}
	if (of->count == of->capacity) {
		of->capacity = of->capacity ? 2 * of->capacity : 4;
		of->list = xrealloc(of->list,
				    of->capacity * sizeof(*of->list));
	}
	of->list[of->count++] = e;
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

static void propagate_from(struct work *w, node_t node)
{
	struct graph *g = w->s->g;

	for (uint32_t e = g->nodes[node].edges; e; e = g->edges[e].next) {
		const struct edge *edge = &g->edges[e];

		for (uint16_t i = 0; i < w->s->of[node].count; i++) {
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
	while (w->count)
		propagate_from(w, pop(w));
}

/* A call through a pointer goes to what the pointer can be. */
static bool connect(struct work *w, struct use *u, const struct object *o)
{
	struct graph *g = w->s->g;
	int64_t n = graph_find_function(g, o->name);
	uint32_t before = g->edge_count;
	struct function *f;

	if (n < 0)
		return false;
	f = &g->functions[n];
	for (unsigned int i = 0; i < u->arg_count; i++)
		if (u->args[i]) {
			graph_edge(g, u->args[i], f->params[i], FLOW_CAST,
				   u->types[i].rep, STEP_PASSED, u->place);
			push(w, u->args[i]);
		}
	graph_edge(g, f->result, u->result, FLOW_SAME, 0, STEP_NONE, u->place);
	push(w, f->result);
	return g->edge_count != before;
}

static bool connect_all(struct work *w, uint16_t *done)
{
	struct graph *g = w->s->g;
	bool more = false;

	for (uint32_t i = 0; i < g->indirect_count; i++) {
		struct elements *of = &w->s->of[g->indirect_node[i]];

		for (; done[i] < of->count; done[i]++) {
			struct object *o = &g->objects[of->list[done[i]].object];

			if (o->kind == OBJECT_FUNCTION)
				more |= connect(w, &g->uses[g->indirect[i]],
						o);
		}
	}
	return more;
}

/* The name of a function whose key may have its file before it. */
static str_t name_of(const struct function *f)
{
	const char *key = str_get(f->key), *colon = strrchr(key, ':');

	return colon ? str_of(colon + 1) : f->key;
}

static bool is_arch(const struct function *f)
{
	return !strncmp(str_get(f->place.file), "arch/", 5);
}

/* Generic code that this architecture has a function of its own for. */
static bool is_replaced(const struct graph *g, const struct function *f)
{
	if (is_arch(f) || !f->place.line)
		return false;
	for (uint32_t i = 0; i < g->function_count; i++)
		if (name_of(&g->functions[i]) == name_of(f) &&
		    is_arch(&g->functions[i]))
			return true;
	return false;
}

/* What gives a table and what takes it, where no code between them is seen. */
static void pair(struct graph *g, const struct function *taker,
		 const struct api *a)
{
	struct place nowhere = { 0 };

	for (uint32_t i = 0; i < g->function_count; i++) {
		const struct function *giver = &g->functions[i];

		if (name_of(giver) == a->given_by && !is_replaced(g, giver))
			graph_edge(g, giver->result, taker->params[a->arg],
				   FLOW_SAME, 0, STEP_NONE, nowhere);
	}
}

static void pair_all(struct graph *g)
{
	for (uint32_t i = 0; i < g->function_count; i++) {
		const struct api *a = api_role(name_of(&g->functions[i]),
					       ROLE_TAKES_TABLE);

		if (a && a->role == ROLE_TAKES_TABLE && a->given_by &&
		    !is_replaced(g, &g->functions[i]))
			pair(g, &g->functions[i], a);
	}
}

static void flow_everything(struct solved *s)
{
	struct graph *g = s->g;
	struct work w = { .s = s, .size = g->node_count + 1 };
	uint16_t *done = calloc(g->indirect_count + 1, sizeof(*done));

	w.queue = xrealloc(NULL, w.size * sizeof(*w.queue));
	w.queued = calloc(w.size, sizeof(*w.queued));
	if (!done || !w.queued)
		xrealloc(NULL, (size_t)-1);
	for (uint32_t i = 0; i < g->object_count; i++)
		add_element(&w, g->at[i], (struct element){
			.object = i, .rep = g->objects[i].rep });
	do
		propagate(&w);
	while (connect_all(&w, done));
	free(done);
	free(w.queue);
	free(w.queued);
}

/* What the callers know of the entry that a parameter is. */
static enum leaf callers_leaf(const struct solved *s, node_t parameter,
			      int depth)
{
	const struct graph *g = s->g;
	enum leaf leaf = LEAF_UNKNOWN;

	for (uint32_t i = 0; i < g->use_count && depth; i++) {
		const struct use *u = &g->uses[i];
		const struct function *f;

		if (u->kind != USE_CALL || !u->callee)
			continue;
		f = &g->functions[u->callee - 1];
		for (unsigned int n = 0; n < u->arg_count; n++) {
			enum leaf one = u->leaf[n];

			if (f->params[n] != parameter)
				continue;
			if (one == LEAF_CALLER)
				one = callers_leaf(s, u->leaf_of[n],
						   depth - 1);
			if (one == LEAF_NO)
				return LEAF_NO;
			if (one == LEAF_YES)
				leaf = LEAF_YES;
		}
	}
	return leaf;
}

static void judge_at_start(struct solved *s, uint32_t n)
{
	struct object *o = &s->g->objects[n];
	struct evidence *e = &s->why[n];

	e->level = o->level;
	switch (o->kind) {
	case OBJECT_READ:
	case OBJECT_TYPED:
		e->verdict = VERDICT_TABLE;
		break;
	case OBJECT_MAYBE:
		if (o->leaf == LEAF_CALLER)
			o->leaf = callers_leaf(s, o->parameter, 4);
		/* Above the pud, hardly anything is a leaf. */
		if (o->leaf == LEAF_NO || (o->leaf != LEAF_YES &&
					   o->level >= LEVEL_PUD))
			e->verdict = VERDICT_TABLE;
		else if (o->leaf == LEAF_YES)
			e->verdict = VERDICT_DATA;
		break;
	case OBJECT_MAPPED:
		e->verdict = VERDICT_DATA;
		break;
	default:
		break;
	}
}

static bool can_become_table(const struct object *o, const struct evidence *e)
{
	if (o->kind == OBJECT_MAYBE)
		return e->verdict != VERDICT_DATA;
	/* Boot memory and slab objects are no pages that anybody frees. */
	if (o->kind == OBJECT_ALLOCATED)
		return o->family == FAMILY_PAGE || o->family == FAMILY_PTDESC;
	return o->kind == OBJECT_PARAMETER;
}

static void becomes_table(struct solved *s, const struct element *el,
			  enum level level, struct place place, str_t name,
			  const char *what, bool by_type, bool typed_only)
{
	struct object *o = &s->g->objects[el->object];
	struct evidence *e = &s->why[el->object];
	struct reason reason = { place, name, what, typed_only, 0 };

	if (!can_become_table(o, e))
		return;
	if (place.line)
		reasons_add(&s->reasons, &e->reasons, &reason);
	if (e->verdict == VERDICT_TABLE) {
		/* Of several levels: memory of some allocator of tables. */
		if (!e->level && !e->levels)
			e->level = level;
		else if (level && level != e->level)
			e->level = LEVEL_NONE;
		e->levels |= level != LEVEL_NONE;
		if (!e->typed_only || typed_only)
			return;
	}
	e->verdict = VERDICT_TABLE;
	e->by_type = by_type;
	e->typed_only = typed_only;
	e->level = e->level ? e->level : level;
	e->levels |= level != LEVEL_NONE;
}

/* The place where a value came into a node. */
static struct place arrival(const struct solved *s, const struct element *el)
{
	struct place place = { 0 };

	while (el->from) {
		place = s->g->edges[el->edge].place;
		if (place.line)
			break;
		el = &s->of[el->from].list[el->from_index];
	}
	return place;
}

static void judge_by_type(struct solved *s, node_t n)
{
	const struct node *node = &s->g->nodes[n];
	bool descriptor = node->type.hold == HOLD_PTDESC;

	if (node->type.hold != HOLD_TABLE && node->type.hold != HOLD_PGTABLE &&
	    !descriptor)
		return;
	for (uint16_t i = 0; i < s->of[n].count; i++) {
		struct element *el = &s->of[n].list[i];

		becomes_table(s, el, node->type.level, arrival(s, el),
			      node->name,
			      descriptor ? "held as a descriptor"
					 : "held as a page table", true, descriptor);
	}
}

static const char *role_says(const struct api *a)
{
	switch (a->role) {
	case ROLE_CONSTRUCTS:
		return "constructed by";
	case ROLE_DESTRUCTS:
		return "destructed by";
	case ROLE_POPULATES:
		return strstr(str_get(a->name), "populate") ?
			"stored into an upper entry by" :
			"made a page table by";
	case ROLE_REMOVES_TABLE:
		return "removed as a page table by";
	case ROLE_TAKES_TABLE:
		return "taken as a page table by";
	default:
		return NULL;
	}
}

static void note_mapped(struct solved *s, const struct use *u, node_t node)
{
	const struct reason reason = {
		.place = u->place,
		.name = u->name,
		.what = "mapped by a leaf entry, of",
	};

	for (uint16_t i = 0; i < s->of[node].count; i++) {
		uint32_t object = s->of[node].list[i].object;
		struct evidence *e = &s->why[object];

		e->mapped = true;
		if (e->verdict == VERDICT_UNKNOWN) {
			e->verdict = VERDICT_DATA;
			reasons_add(&s->reasons, &e->reasons, &reason);
		}
	}
}

static void judge_by_use(struct solved *s, const struct use *u)
{
	const char *what = NULL;
	node_t node;

	if (u->kind == USE_FLAG) {
		what = u->api ? "put into an entry that points to a table, with"
			      : "stored into";
		node = u->args[0];
	} else if (u->kind == USE_CALL && u->api &&
		   u->subject < u->arg_count) {
		what = u->api->destructs ? "destructed by"
					 : role_says(u->api);
		node = u->args[u->subject];
	}
	if (!what)
		return;
	for (uint16_t i = 0; i < s->of[node].count; i++) {
		struct element *el = &s->of[node].list[i];
		struct evidence *e = &s->why[el->object];

		becomes_table(s, el, u->api ? u->api->level : LEVEL_NONE,
			      u->place, u->name, what, false, false);
		if (u->api && u->api->role == ROLE_CONSTRUCTS)
			e->constructed = true;
		if (u->api && u->api->role == ROLE_TAKES_TABLE)
			e->freed_as_table = true;
		if (u->api && (u->api->role == ROLE_DESTRUCTS ||
			       u->api->destructs))
			e->destructed = true;
	}
}

static void judge_mapped(struct solved *s, const struct use *u)
{
	if (u->kind == USE_MAP)
		note_mapped(s, u, u->args[0]);
	else if (u->kind == USE_CALL && u->api && u->api->role == ROLE_MAPS &&
		 u->subject < u->arg_count)
		note_mapped(s, u, u->args[u->subject]);
}

bool solve_is_neutral(const struct object *o)
{
	return o->kind == OBJECT_TYPED || o->kind == OBJECT_STATIC ||
	       (o->kind == OBJECT_ALLOCATED && o->family == FAMILY_MEMBLOCK);
}

/* What a function takes that is no table, or that may be none. */
struct peers {
	unsigned int tables, unknown;
	bool others;
};

static struct peers count_peers(const struct solved *s, node_t n)
{
	const struct elements *of = &s->of[n];
	struct peers p = { 0 };

	for (uint16_t i = 0; i < of->count; i++) {
		const struct object *o = &s->g->objects[of->list[i].object];
		enum verdict v = s->why[of->list[i].object].verdict;

		if (v == VERDICT_TABLE)
			p.tables++;
		else if (v == VERDICT_UNKNOWN &&
			 (o->kind == OBJECT_MAYBE ||
			  s->g->at[of->list[i].object] == n))
			p.unknown++;
		else if (!solve_is_neutral(o))
			p.others = true;
	}
	return p;
}

/*
 * Who is passed pages that are tables, and nothing else, takes tables: of one
 * caller that says so of what it is itself passed, of several that ask nobody
 * whether it is a leaf. Returns whether that was news.
 */
static bool judge_peers(struct solved *s, node_t n)
{
	const struct elements *of = &s->of[n];
	const struct node *node = &s->g->nodes[n];
	bool news = false;
	struct peers p;

	if (!node->function || node->is_result || node->type.hold != HOLD_PAGE)
		return false;
	p = count_peers(s, n);
	for (uint16_t i = 0; i < of->count && !p.others && p.unknown &&
			     p.tables; i++) {
		struct element *el = &of->list[i];

		if (s->why[el->object].verdict != VERDICT_UNKNOWN ||
		    (s->g->at[el->object] != n && p.tables < 2))
			continue;
		becomes_table(s, el, LEVEL_NONE, arrival(s, el), node->name,
			      "passed, as only page tables are, as", false,
			      false);
		news |= s->why[el->object].verdict == VERDICT_TABLE;
	}
	return news;
}

static void judge_all_peers(struct solved *s)
{
	bool news;

	do {
		news = false;
		for (node_t n = 1; n < s->g->node_count; n++)
			news |= judge_peers(s, n);
	} while (news);
}

/*
 * Entries that a function copies aside for itself are in no page table: what
 * has its type but is never seen outside, is none.
 */
static void judge_copies(struct solved *s)
{
	const struct graph *g = s->g;

	for (node_t n = 1; n < g->node_count; n++)
		for (uint16_t i = 0; g->nodes[n].leaves && i < s->of[n].count;
		     i++)
			s->why[s->of[n].list[i].object].left = true;
	for (uint32_t i = 0; i < g->object_count; i++)
		if (g->objects[i].kind == OBJECT_ALLOCATED &&
		    g->objects[i].family == FAMILY_PAGE &&
		    s->why[i].by_type && !s->why[i].left &&
		    !s->why[i].typed_only)
			s->why[i].verdict = VERDICT_UNKNOWN;
}

/* What was read through a pointer to numbers: the next table, if to a table. */
static void judge_read(struct solved *s, uint32_t n)
{
	node_t base = s->g->objects[n].base;
	const struct element *el =
		base && s->g->objects[n].kind == OBJECT_MAYBE ?
		solved_table(s, base) : NULL;

	if (!el || s->why[n].verdict != VERDICT_UNKNOWN ||
	    s->why[el->object].level == LEVEL_PTE)
		return;
	s->why[n].verdict = VERDICT_TABLE;
}

/*
 * Memory that leaves map as well, from a function that neither by its type nor
 * by its name gives tables: it becomes one only where it is asked for, and what comes out of it
 * elsewhere may be data.
 */
static bool is_shared(const struct solved *s, uint32_t n)
{
	const struct graph *g = s->g;
	const struct elements *of;
	enum hold hold;

	if (!s->why[n].mapped || !g->objects[n].result)
		return false;
	of = &s->of[g->objects[n].result];
	hold = g->nodes[g->objects[n].result].type.hold;
	if (hold == HOLD_TABLE || hold == HOLD_PGTABLE ||
	    is_table_name(str_get(g->nodes[g->objects[n].result].name)))
		return false;
	for (uint16_t i = 0; i < of->count; i++)
		if (of->list[i].object == n)
			return true;
	return false;
}

/* A cast of what was allocated makes it no more of a table than it is. */
static void judge_cast(struct solved *s, uint32_t n)
{
	const struct graph *g = s->g;
	const struct elements *of = &s->of[g->objects[n].base];

	if (g->objects[n].kind != OBJECT_TYPED || !g->objects[n].base)
		return;
	for (uint16_t i = 0; i < of->count; i++)
		if (g->objects[of->list[i].object].kind == OBJECT_ALLOCATED)
			s->why[n].verdict = VERDICT_UNKNOWN;
}

void solve(struct solved *s, struct graph *g)
{
	*s = (struct solved){ .g = g };
	s->of = calloc(g->node_count + 1, sizeof(*s->of));
	s->why = calloc(g->object_count + 1, sizeof(*s->why));
	if (!s->of || !s->why)
		xrealloc(NULL, (size_t)-1);
	graph_close(g);
	pair_all(g);
	flow_everything(s);
	for (uint32_t i = 0; i < g->object_count; i++)
		judge_at_start(s, i);
	for (uint32_t i = 0; i < g->use_count; i++)
		judge_by_use(s, &g->uses[i]);
	for (node_t n = 1; n < g->node_count; n++)
		judge_by_type(s, n);
	/* Who walks tables may map them read-only, too. */
	judge_all_peers(s);
	for (uint32_t i = 0; i < g->use_count; i++)
		judge_mapped(s, &g->uses[i]);
	judge_copies(s);
	for (uint32_t i = 0; i < g->object_count; i++)
		s->why[i].shared = is_shared(s, i);
	for (uint32_t i = 0; i < g->object_count; i++)
		judge_read(s, i);
	for (uint32_t i = 0; i < g->object_count; i++)
		judge_cast(s, i);
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
	for (uint32_t i = 0; s->of && i < s->g->node_count; i++)
		free(s->of[i].list);
	free(s->of);
	free(s->why);
	reasons_free(&s->reasons);
}
