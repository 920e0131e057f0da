// SPDX-License-Identifier: GPL-2.0-only
/* The states of a page table at each point of a function, over all paths. */
#include <stdlib.h>

#include "buf.h"
#include "lifetime-int.h"

static states_t join(states_t a, states_t b)
{
	states_t both = a | b;

	if ((both & UNSURE) || (both & (RAW | CONSTRUCTED)) ==
			       (RAW | CONSTRUCTED))
		both = (both & ~(RAW | CONSTRUCTED)) | UNSURE;
	return both;
}

bool lifetime_has(const struct follow *f, node_t node)
{
	return node && solved_has(f->s, node, f->object);
}

/* Is the value of @node that of @of, after it was stored in a local? */
static bool is_same_value(const struct graph *g, node_t of, node_t node,
			  int depth)
{
	if (!of || !node)
		return false;
	if (of == node)
		return true;
	for (uint32_t e = g->nodes[of].edges; e && depth; e = g->edges[e].next)
		if (is_same_value(g, g->edges[e].to, node, depth - 1))
			return true;
	return false;
}

static bool is_result_tested(const struct follow *f, const struct fact *fact,
			     node_t value)
{
	return fact->result && is_same_value(f->g, fact->result, value, 3);
}

struct visit *lifetime_visit(const struct follow *f, uint32_t function)
{
	uint32_t n = f->visit_of[function];

	return n ? &f->visits[n - 1] : NULL;
}

struct visit *lifetime_callee(const struct follow *f, const struct use *u)
{
	if (!u->callee || !f->g->functions[u->callee - 1].entry)
		return NULL;
	return lifetime_visit(f, u->callee - 1);
}

bool lifetime_takes(const struct follow *f, const struct use *u)
{
	for (unsigned int i = 0; i < u->arg_count; i++)
		if (lifetime_has(f, u->args[i]))
			return true;
	return false;
}

bool lifetime_is_subject(const struct follow *f, const struct use *u)
{
	return u->subject < u->arg_count && lifetime_has(f, u->args[u->subject]);
}

/* All states of @before, each as the callee leaves it. */
static void through(struct follow *f, struct visit *callee, states_t before,
		    states_t *zero, states_t *set)
{
	*zero = *set = 0;
	for (int i = 0; i < STATES; i++) {
		if (!(before & (1u << i)))
			continue;
		lifetime_enter(f, callee, 1u << i);
		*zero = join(*zero, callee->zero[i]);
		*set = join(*set, callee->set[i]);
	}
}

static void forget_result(struct fact *fact)
{
	fact->result = 0;
}

static void set_all(struct fact *fact, states_t state)
{
	fact->now = state;
	forget_result(fact);
}

static states_t changed(states_t states, states_t to)
{
	return states & HAS_IT ? (states & ~HAS_IT) | to : states;
}

/* It is constructed, unless the constructor gives false. */
static void construct(struct fact *fact, const struct use *u)
{
	fact->zero = fact->now;
	fact->now = changed(fact->now, CONSTRUCTED);
	fact->set = fact->now;
	fact->result = u->result;
}

static void change(struct fact *fact, states_t to)
{
	fact->now = changed(fact->now, to);
	fact->zero = changed(fact->zero, to);
	fact->set = changed(fact->set, to);
}

/* A call gives the object: what is it like? */
static void give(struct follow *f, struct fact *fact, const struct use *u,
		 struct visit *callee)
{
	const struct object *o = &f->g->objects[f->object];
	bool begins = u->result == f->g->at[f->object];
	states_t zero, set;

	if (callee) {
		through(f, callee, UNBORN, &zero, &set);
		fact->zero = zero ? NONE : 0;
		fact->set = set & ~(UNBORN | NONE) ? set & ~(UNBORN | NONE)
						   : UNSURE;
		fact->now = fact->zero | fact->set;
		fact->result = u->result;
	} else if (begins && o->kind == OBJECT_ALLOCATED) {
		set_all(fact, RAW);
	} else if (begins && o->kind == OBJECT_READ && !f->foreign) {
		set_all(fact, CONSTRUCTED);
	} else {
		set_all(fact, UNSURE);
	}
}

static void call(struct follow *f, struct fact *fact, const struct use *u,
		 struct visit *callee)
{
	states_t zero, set;

	if (!callee)
		return;
	through(f, callee, fact->now, &zero, &set);
	fact->now = join(zero, set);
	fact->zero = zero;
	fact->set = set;
	fact->result = u->result;
}

/* What the kernel's function does with it, by the lists. */
static bool apply_listed(const struct follow *f, struct visit *v,
			 struct fact *fact, const struct use *u)
{
	if (!u->api || !lifetime_is_subject(f, u))
		return false;
	switch (u->api->role) {
	case ROLE_CONSTRUCTS:
		construct(fact, u);
		return true;
	case ROLE_DESTRUCTS:
		v->destructs = true;
		change(fact, DESTRUCTED);
		return true;
	case ROLE_FREES:
	case ROLE_REMOVES_PAGE:
	case ROLE_REMOVES_TABLE:
	case ROLE_POPULATES:
		change(fact, GONE);
		return true;
	case ROLE_TAKES_TABLE:
		if (lifetime_callee(f, u))
			return false;
		change(fact, GONE);
		return true;
	default:
		return false;
	}
}

static void apply(struct follow *f, struct visit *v, struct fact *fact,
		  const struct use *u)
{
	struct visit *callee = lifetime_callee(f, u);

	if (apply_listed(f, v, fact, u))
		return;
	if (lifetime_takes(f, u)) {
		call(f, fact, u, callee);
		v->destructs |= callee && callee->destructs;
	} else {
		/* One that came before is still there, in an array. */
		if (fact->now & HAS_IT)
			v->opaque = true;
		give(f, fact, u, callee);
	}
}

/* The fact behind a jump; false if no path takes it. */
static bool take_jump(const struct follow *f, const struct jump *j,
		      struct fact *fact)
{
	if (j->when == WHEN_ALWAYS)
		return true;
	if (is_result_tested(f, fact, j->value)) {
		if (j->when == WHEN_ZERO)
			fact->set = 0;
		else
			fact->zero = 0;
		fact->now = join(fact->zero, fact->set);
	} else if (lifetime_has(f, j->value) && j->when == WHEN_ZERO) {
		set_all(fact, (fact->now & UNBORN) |
			      (fact->now & ~UNBORN ? NONE : 0));
	} else if (lifetime_has(f, j->value)) {
		fact->now &= ~NONE;
		fact->zero &= ~NONE;
		fact->set &= ~NONE;
	}
	return fact->now;
}

/* Returns whether anything is new. */
static bool meet(struct fact *into, const struct fact *other)
{
	struct fact before = *into;

	into->now = join(into->now, other->now);
	if (into->result != other->result) {
		forget_result(into);
	} else {
		into->zero = join(into->zero, other->zero);
		into->set = join(into->set, other->set);
	}
	return into->now != before.now || into->result != before.result ||
	       (into->result && (into->zero != before.zero ||
				 into->set != before.set));
}

struct blocks {
	block_t *list;
	size_t count, capacity;
};

static void add_block(struct blocks *b, block_t block)
{
	GROW(b->list, b->count, b->capacity);
	b->list[b->count++] = block;
}

static void go_on(struct follow *f, uint32_t run, struct blocks *waiting,
		  struct blocks *all, block_t from, struct fact fact)
{
	const struct graph *g = f->g;

	for (uint32_t i = g->blocks[from].jumps; i; i = g->jumps[i].next) {
		const struct jump *j = &g->jumps[i];
		struct fact behind = fact;

		if (!take_jump(f, j, &behind))
			continue;
		if (f->stamp[j->to] != run) {
			f->stamp[j->to] = run;
			f->facts[j->to] = behind;
			add_block(all, j->to);
			add_block(waiting, j->to);
		} else if (meet(&f->facts[j->to], &behind)) {
			add_block(waiting, j->to);
		}
	}
}

static void add_return(const struct follow *f, const struct fact *fact,
		       const struct block *b, states_t *zero, states_t *set)
{
	states_t now = fact->now;

	if (b->gives == GIVES_ZERO) {
		*zero = join(*zero, now);
	} else if (b->gives == GIVES_SET) {
		*set = join(*set, now);
	} else if (b->gives == GIVES_VALUE &&
		   is_result_tested(f, fact, b->value)) {
		*zero = join(*zero, fact->zero);
		*set = join(*set, fact->set);
	} else if (b->gives == GIVES_VALUE && lifetime_has(f, b->value)) {
		/* From a list or a member, where no path puts it. */
		if (now & UNBORN)
			now = join(now & ~UNBORN, UNSURE);
		*zero = join(*zero, now);
		*set = join(*set, now & ~NONE);
	} else {
		*zero = join(*zero, now);
		*set = join(*set, now);
	}
}

static struct fact through_block(struct follow *f, struct visit *v,
				 block_t block, bool report)
{
	struct fact fact = f->facts[block];

	for (uint32_t i = f->first[block]; i; i = f->next[i - 1]) {
		struct event *e = &f->lt->events[i - 1];
		const struct use *u = &f->g->uses[e->use];

		if (report)
			lifetime_judge(f, v, e, fact.now);
		apply(f, v, &fact, u);
	}
	return fact;
}

/* The whole function, with the object in one state when it is entered. */
static void run(struct follow *f, struct visit *v, states_t state,
		states_t *zero, states_t *set, bool report)
{
	block_t entry = f->g->functions[v->function].entry;
	struct blocks waiting = { 0 }, all = { 0 };
	uint32_t number = ++f->run;

	f->facts[entry] = (struct fact){ .now = state };
	f->stamp[entry] = number;
	add_block(&waiting, entry);
	add_block(&all, entry);
	while (waiting.count) {
		block_t block = waiting.list[--waiting.count];

		go_on(f, number, &waiting, &all, block,
		      through_block(f, v, block, false));
	}
	for (size_t i = 0; i < all.count; i++) {
		struct fact fact = through_block(f, v, all.list[i], report);

		if (f->g->blocks[all.list[i]].returns)
			add_return(f, &fact, &f->g->blocks[all.list[i]], zero,
				   set);
	}
	free(waiting.list);
	free(all.list);
}

int lifetime_bit(states_t state)
{
	return __builtin_ctz(state);
}

/* A recursion changes nothing. */
void lifetime_enter(struct follow *f, struct visit *v, states_t state)
{
	states_t zero = 0, set = 0;

	if (v->done & state)
		return;
	if (v->busy) {
		v->zero[lifetime_bit(state)] = v->set[lifetime_bit(state)] = state;
		return;
	}
	v->busy = true;
	run(f, v, state, &zero, &set, false);
	v->busy = false;
	if (v->opaque)
		zero = set = UNSURE;
	v->zero[lifetime_bit(state)] = zero;
	v->set[lifetime_bit(state)] = set;
	v->done |= state;
}

void lifetime_report(struct follow *f, struct visit *v, states_t state)
{
	states_t none = 0;

	v->busy = true;
	run(f, v, state, &none, &none, true);
	v->busy = false;
}
