// SPDX-License-Identifier: GPL-2.0-only
/* Each page table is followed through the functions that have to do with it. */
#include <stdlib.h>

#include "buf.h"
#include "lifetime-int.h"

static struct visit *new_visit(struct follow *f, uint32_t function)
{
	const struct function *of = &f->g->functions[function];
	struct visit *v;

	GROW(f->visits, f->visit_count, f->visit_capacity);
	v = &f->visits[f->visit_count++];
	*v = (struct visit){ .function = function };
	f->visit_of[function] = f->visit_count;
	for (int i = 0; i < USE_ARGS; i++)
		v->sources += lifetime_has(f, of->params[i]);
	return v;
}

static void place_event(struct follow *f, uint32_t number)
{
	const struct use *u = &f->g->uses[f->lt->events[number].use];
	uint32_t function = f->function_of[u->function];
	struct visit *v;

	if (!function || !f->g->functions[function - 1].entry)
		return;
	v = lifetime_visit(f, function - 1);
	if (!v)
		v = new_visit(f, function - 1);
	if (!lifetime_takes(f, u) && lifetime_has(f, u->result))
		v->sources++;
	f->next[number] = f->first[u->block];
	f->first[u->block] = number + 1;
}

/* Where no code is seen between who gives a table and who takes it. */
static void pass_to_peers(struct follow *f, struct visit *v)
{
	const struct graph *g = f->g;
	node_t result = g->functions[v->function].result;
	states_t given;

	if (!lifetime_has(f, result))
		return;
	lifetime_enter(f, v, UNBORN);
	given = v->set[lifetime_bit(UNBORN)] & ~(UNBORN | NONE);
	for (uint32_t i = g->nodes[result].edges; i; i = g->edges[i].next) {
		const struct edge *e = &g->edges[i];
		uint32_t function = g->nodes[e->to].function;

		if (!e->place.line && function && lifetime_visit(f, function - 1))
			lifetime_visit(f, function - 1)->entered |= given;
	}
}

/* Each function is gone through once more, in each state that a caller has. */
static void report_all(struct follow *f)
{
	bool more;

	do {
		more = false;
		for (size_t i = 0; i < f->visit_count; i++) {
			struct visit *v = &f->visits[i];
			states_t state = v->entered & ~v->reported;

			if (!state || v->opaque)
				continue;
			state &= -state;
			v->reported |= state;
			f->visit = i;
			f->state = state;
			lifetime_report(f, v, state);
			more = true;
		}
	} while (more);
}

/* Whoever passes it has constructed it, or has not. */
static bool is_parameter(const struct follow *f, const struct visit *v)
{
	const node_t *params = f->g->functions[v->function].params;

	for (int i = 0; f->foreign && i < USE_ARGS; i++)
		if (params[i] && params[i] == f->g->at[f->object])
			return true;
	return false;
}

/* @from to @to - 1: the events of one object */
static void follow_object(struct follow *f, uint32_t from, uint32_t to)
{
	f->object = f->lt->events[from].object;
	f->foreign = lifetimes_is_foreign(f->lt, f->object);
	f->visit_count = 0;
	for (uint32_t i = to; i-- > from;)
		place_event(f, i);
	for (size_t i = 0; i < f->visit_count; i++) {
		f->visits[i].opaque = f->visits[i].sources > 1;
		f->visits[i].entered = UNBORN;
		if (is_parameter(f, &f->visits[i]))
			f->visits[i].entered |= UNSURE;
	}
	for (size_t i = 0; i < f->visit_count; i++)
		pass_to_peers(f, &f->visits[i]);
	report_all(f);
	lifetime_blame(f);
	for (size_t i = 0; i < f->visit_count; i++)
		f->visit_of[f->visits[i].function] = 0;
	for (uint32_t i = from; i < to; i++)
		f->first[f->g->uses[f->lt->events[i].use].block] = 0;
}

static void start(struct follow *f, struct lifetimes *lt)
{
	const struct graph *g = lt->s->g;

	*f = (struct follow){ .lt = lt, .s = lt->s, .g = g };
	f->function_of = xcalloc(g->node_count + 1, sizeof(*f->function_of));
	f->visit_of = xcalloc(g->function_count + 1, sizeof(*f->visit_of));
	f->first = xcalloc(g->block_count + 1, sizeof(*f->first));
	f->next = xcalloc(lt->event_count + 1, sizeof(*f->next));
	f->facts = xcalloc(g->block_count + 1, sizeof(*f->facts));
	f->told = xcalloc(g->function_count + 1, sizeof(*f->told));
	f->stamp = xcalloc(g->block_count + 1, sizeof(*f->stamp));
	for (uint32_t i = 0; i < g->function_count; i++)
		f->function_of[g->functions[i].result] = i + 1;
}

static void finish(struct follow *f)
{
	free(f->function_of);
	free(f->visit_of);
	free(f->first);
	free(f->next);
	free(f->facts);
	free(f->stamp);
	free(f->told);
	free(f->visits);
	free(f->found);
	free(f->passed);
}

void lifetimes_follow(struct lifetimes *lt, const struct solved *s)
{
	struct follow f;
	uint32_t from = 0;

	*lt = (struct lifetimes){ .s = s };
	lifetimes_collect(lt);
	if (!lt->event_count)
		return;
	start(&f, lt);
	for (uint32_t i = 1; i <= lt->event_count; i++) {
		if (i < lt->event_count &&
		    lt->events[i].object == lt->events[from].object)
			continue;
		follow_object(&f, from, i);
		from = i;
	}
	lifetime_drop_excused(&f);
	finish(&f);
}
