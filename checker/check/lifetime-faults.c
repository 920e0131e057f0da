// SPDX-License-Identifier: GPL-2.0-only
/* What is wrong with the states of a page table, and whose fault it is. */
#include "buf.h"
#include "lifetime-int.h"

static void add_found(struct follow *f, struct found found)
{
	for (size_t i = 0; i < f->found_count; i++)
		if (f->found[i].use == found.use &&
		    f->found[i].fault == found.fault &&
		    f->found[i].visit == found.visit &&
		    f->found[i].state == found.state)
			return;
	GROW(f->found, f->found_count, f->found_capacity);
	f->found[f->found_count++] = found;
}

/* Of what others made, only what is done twice is told. */
static void add_fault(struct follow *f, uint32_t use, enum fault fault)
{
	if (f->foreign && fault != FAULT_DESTRUCTED_TWICE)
		return;
	add_found(f, (struct found){ .use = use, .fault = fault,
				     .visit = f->visit, .state = f->state });
}

/* Boot memory that is given to the page allocator was never constructed. */
static bool frees_tables(const struct use *u)
{
	return u->api->role == ROLE_FREES && family_is_pages(u->api->family);
}

static bool destructs(const struct use *u)
{
	return u->api->role == ROLE_DESTRUCTS || u->api->destructs;
}

/* What is wrong on a path, just before the use. */
static void see(struct follow *f, struct visit *v, struct event *e,
		states_t now)
{
	const struct use *u = &f->g->uses[e->use];

	if (!u->api || !lifetime_is_subject(f, u))
		return;
	if (destructs(u)) {
		if (now & RAW)
			add_fault(f, e->use, FAULT_NOT_CONSTRUCTED);
		else if (now == DESTRUCTED)
			add_fault(f, e->use, FAULT_DESTRUCTED_TWICE);
		else if (now == NONE)
			add_fault(f, e->use, FAULT_NULL_DESTRUCTED);
	} else if (frees_tables(u)) {
		v->frees |= now & (RAW | CONSTRUCTED);
		if (now & CONSTRUCTED)
			add_fault(f, e->use, FAULT_NOT_DESTRUCTED);
		/* free_page(0) does nothing; pagetable_free(NULL) does. */
		if ((now & NONE) && u->api->family == FAMILY_PTDESC)
			add_fault(f, e->use, FAULT_NULL_FREED);
	}
	if (!(now & (UNSURE | UNBORN)))
		e->judged = true;
}

/* The callee has the object in the states that it is passed in. */
static void pass_on(struct follow *f, uint32_t use, states_t now)
{
	const struct use *u = &f->g->uses[use];
	struct visit *callee = lifetime_callee(f, u);

	if (!callee || !lifetime_takes(f, u))
		return;
	callee->entered |= now & ~UNBORN;
	GROW(f->passed, f->passed_count, f->passed_capacity);
	f->passed[f->passed_count++] = (struct passed){
		.use = use, .visit = f->visit, .state = f->state,
		.callee = callee - f->visits, .states = now };
}

void lifetime_judge(struct follow *f, struct visit *v, struct event *e,
		    states_t now)
{
	if (v->opaque)
		return;
	see(f, v, e, now);
	pass_on(f, e->use, now);
}

static bool is_found(const struct follow *f, const struct found *like,
		     states_t state)
{
	for (size_t i = 0; i < f->found_count; i++)
		if (f->found[i].use == like->use &&
		    f->found[i].fault == like->fault &&
		    f->found[i].visit == like->visit &&
		    f->found[i].state == state)
			return true;
	return false;
}

/* Is the function right for another caller? */
static bool is_right_for_others(const struct follow *f,
				const struct found *found)
{
	states_t others = f->visits[found->visit].entered & HAS_IT &
			  ~found->state;

	/* Not all others are of this object. */
	if (f->foreign)
		return found->state == DESTRUCTED;
	for (int i = 0; i < STATES; i++)
		if ((others & (1u << i)) && !is_found(f, found, 1u << i))
			return true;
	return false;
}

/* Then the call is wrong. What calls that one may be it in its turn. */
static void blame_callers(struct follow *f)
{
	for (size_t i = 0; i < f->found_count; i++) {
		struct found found = f->found[i];

		if (found.state == UNBORN || !is_right_for_others(f, &found))
			continue;
		for (size_t p = 0; p < f->passed_count; p++) {
			const struct passed *call = &f->passed[p];

			if (call->callee != found.visit ||
			    !(call->states & found.state))
				continue;
			f->found[i].of_caller = true;
			add_found(f, (struct found){ .use = call->use,
					.fault = found.fault,
					.visit = call->visit,
					.state = call->state });
		}
	}
}

static void keep_faults(struct follow *f)
{
	struct lifetimes *lt = f->lt;

	for (size_t i = 0; i < f->found_count; i++) {
		if (f->found[i].of_caller)
			continue;
		GROW(lt->faults, lt->fault_count, lt->fault_capacity);
		lt->faults[lt->fault_count++] = (struct fault_of){
			f->object, f->found[i].use, f->found[i].fault };
	}
	f->found_count = 0;
	f->passed_count = 0;
}

static void tell(struct follow *f, const struct visit *v)
{
	struct told *t = &f->told[v->function];

	t->destructs |= v->destructs;
	t->frees |= v->frees;
	t->gets_raw |= v->entered & (RAW | UNSURE);
	t->gets_constructed |= v->entered & (CONSTRUCTED | UNSURE);
}

void lifetime_blame(struct follow *f)
{
	blame_callers(f);
	keep_faults(f);
	for (size_t i = 0; i < f->visit_count && !f->foreign; i++)
		tell(f, &f->visits[i]);
}

/* Conditions that tell which table was constructed excuse what was found. */
void lifetime_drop_excused(struct follow *f)
{
	struct lifetimes *lt = f->lt;
	size_t kept = 0;

	for (size_t i = 0; i < lt->fault_count; i++) {
		node_t result = f->g->uses[lt->faults[i].use].function;
		const struct told *t = &f->told[f->function_of[result] - 1];

		if (!t->destructs || !t->frees || !t->gets_raw ||
		    !t->gets_constructed)
			lt->faults[kept++] = lt->faults[i];
	}
	lt->fault_count = kept;
}
