// SPDX-License-Identifier: GPL-2.0-only
/* PT007: on some path, constructor, destructor and free do not fit. */
#include "checks.h"

static bool same_function(const struct use *u, node_t function)
{
	return u->function == function;
}

/* Does a function construct or destruct what @object is? */
static bool does(const struct checking *c, enum role role, uint32_t object,
		 node_t function)
{
	const struct graph *g = c->s->g;

	for (uint32_t i = 0; i < g->use_count; i++) {
		const struct use *u = &g->uses[i];

		if (u->kind == USE_CALL && u->api && u->api->role == role &&
		    u->subject < u->arg_count &&
		    (!function || same_function(u, function)) &&
		    solved_has(c->s, u->args[u->subject], object))
			return true;
	}
	return false;
}

static void see_free(struct checking *c, const struct use *u,
		     const struct element *el)
{
	const struct evidence *e = &c->s->why[el->object];
	const struct object *o = &c->s->g->objects[el->object];

	/* A constructor that failed leaves nothing to undo. */
	if (o->kind != OBJECT_ALLOCATED || !e->constructed || e->destructed ||
	    does(c, ROLE_CONSTRUCTS, el->object, u->function))
		return;
	check_report(c, u->place, el, "call its dtor before it is freed",
		     "%s was constructed and is freed without its dtor",
		     table_words(e->level));
}

/* A destructor of what was not constructed, at least not on each path. */
static void report_raw(struct checking *c, const struct use *u,
		       const struct element *el)
{
	if (c->s->why[el->object].constructed)
		check_report(c, u->place, el,
			     "destruct it only where it is constructed",
			     "%s() of %s that is not constructed here",
			     str_get(u->name),
			     table_words(element_level(c->s, el)));
	else
		check_report(c, u->place, el,
			     "construct it where it is allocated",
			     "%s() of a page table that nobody constructed",
			     str_get(u->name));
}

static void see_dtor(struct checking *c, const struct use *u,
		     const struct element *el)
{
	const struct evidence *e = &c->s->why[el->object];
	const struct object *o = &c->s->g->objects[el->object];

	if (o->kind == OBJECT_ALLOCATED && !e->constructed)
		report_raw(c, u, el);
}

/* What is constructed on one way to here, may be destructed. */
static bool any_constructed(const struct checking *c,
			    const struct elements *of)
{
	for (uint16_t i = 0; i < of->count; i++)
		if (c->s->why[of->list[i].object].constructed)
			return true;
	return false;
}

/* Tables of a guest, that the kernel's function for its own ones frees. */
static void see_own(struct checking *c, const struct use *u)
{
	const struct element *el = check_own_table(c, u);
	int64_t taken = el ? check_taken(c, u) : -1;
	struct place place;

	if (taken < 0 || !c->s->why[taken].destructed ||
	    c->s->why[el->object].constructed)
		return;
	place = c->s->g->objects[el->object].place;
	check_report(c, place, el, "construct it where it is allocated",
		     "%s() destructs what nobody constructed",
		     str_get(u->name));
	check_report(c, u->place, el, "construct it where it is allocated",
		     "%s() destructs a page table that nobody constructed",
		     str_get(u->name));
}

static bool is_looked_at(const struct checking *c, const struct use *u)
{
	return u->kind == USE_CALL && !check_is_own(c, u->place.function) &&
	       check_can_be_there(u->place);
}

static void report(struct checking *c, const struct use *u,
		   const struct element *el, enum fault fault)
{
	const char *table = table_words(element_level(c->s, el));
	const char *name = str_get(u->name);

	switch (fault) {
	case FAULT_NOT_DESTRUCTED:
		check_report(c, u->place, el, "call its dtor before it is freed",
			     "%s was constructed and is freed without its dtor",
			     table);
		break;
	case FAULT_NOT_CONSTRUCTED:
		report_raw(c, u, el);
		break;
	case FAULT_DESTRUCTED_TWICE:
		check_report(c, u->place, el, "destruct it once",
			     "%s() of %s that was destructed before", name,
			     table);
		break;
	case FAULT_NULL_DESTRUCTED:
		check_report(c, u->place, el, "destruct it where there is one",
			     "%s() of %s that is NULL here", name, table);
		break;
	case FAULT_NULL_FREED:		/* PT010 has it */
		break;
	}
}

static void see_fault(struct checking *c, const struct fault_of *of)
{
	const struct use *u = &c->s->g->uses[of->use];
	const struct element *el = check_element_of(c, u, of->object);

	if (el && is_looked_at(c, u))
		report(c, u, el, of->fault);
}

/* What no path says, all paths together may say. */
static void see(struct checking *c, const struct lifetimes *lt, uint32_t use)
{
	const struct use *u = &c->s->g->uses[use];
	const struct elements *of;
	bool frees;

	see_own(c, u);
	if (!is_looked_at(c, u) || !u->api || u->subject >= u->arg_count)
		return;
	frees = u->api->role == ROLE_FREES && !u->api->destructs;
	if (!frees && u->api->role != ROLE_DESTRUCTS)
		return;
	of = &c->s->of[u->args[u->subject]];
	for (uint16_t i = 0; i < of->count; i++) {
		if (lifetimes_judged(lt, of->list[i].object, use))
			continue;
		if (frees)
			see_free(c, u, &of->list[i]);
		else if (!any_constructed(c, of))
			see_dtor(c, u, &of->list[i]);
	}
}

static void see_all(struct checking *c)
{
	const struct lifetimes *lt = &c->lifetimes;

	for (size_t i = 0; i < lt->fault_count; i++)
		see_fault(c, &lt->faults[i]);
	for (uint32_t i = 0; i < c->s->g->use_count; i++)
		see(c, lt, i);
}

const struct check check_ctor = { .id = "PT007", .all = see_all };
