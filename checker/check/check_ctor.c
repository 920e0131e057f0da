// SPDX-License-Identifier: GPL-2.0-only
/* PT007: freed without its dtor, or a dtor without a ctor. */
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

static void see_dtor(struct checking *c, const struct use *u,
		     const struct element *el)
{
	const struct evidence *e = &c->s->why[el->object];
	const struct object *o = &c->s->g->objects[el->object];

	if (o->kind != OBJECT_ALLOCATED || e->constructed)
		return;
	check_report(c, u->place, el, "construct it where it is allocated",
		     "%s() of a page table that nobody constructed",
		     str_get(u->name));
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

static void see(struct checking *c, const struct use *u)
{
	const struct elements *of;
	bool frees;

	see_own(c, u);
	if (u->kind != USE_CALL || !u->api ||
	    u->subject >= u->arg_count ||
	    check_is_own(u->place.function) || !check_can_be_there(u->place))
		return;
	frees = u->api->role == ROLE_FREES && !u->api->destructs;
	if (!frees && u->api->role != ROLE_DESTRUCTS)
		return;
	of = &c->s->of[u->args[u->subject]];
	for (uint16_t i = 0; i < of->count; i++)
		if (frees)
			see_free(c, u, &of->list[i]);
		else if (!any_constructed(c, of))
			see_dtor(c, u, &of->list[i]);
}

const struct check check_ctor = { .id = "PT007", .use = see };
