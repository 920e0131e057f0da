// SPDX-License-Identifier: GPL-2.0-only
/* PT010: what is for page tables used on something else. */
#include "checks.h"

static bool is_for_tables(const struct api *a)
{
	return a->as == REP_PTDESC &&
	       (a->role == ROLE_FREES || a->role == ROLE_CONSTRUCTS ||
		a->role == ROLE_DESTRUCTS) &&
	       a->family != FAMILY_MEMBLOCK;
}

static const char *what_else(const struct checking *c,
			     const struct element *el, bool frees)
{
	const struct object *o = &c->s->g->objects[el->object];
	const struct evidence *e = &c->s->why[el->object];
	bool table = e->verdict == VERDICT_TABLE && !e->typed_only;

	/*
	 * A pool of boot memory may be constructed: it is never freed. It is
	 * mapped for the kernel itself, too, whatever is in it.
	 */
	if (o->kind == OBJECT_ALLOCATED && frees) {
		if (o->family == FAMILY_SLAB)
			return "a slab object";
		if (o->family == FAMILY_MEMBLOCK)
			return "boot memory";
		if (o->family == FAMILY_VMALLOC)
			return "vmalloc memory";
	}
	if (o->kind == OBJECT_MAPPED ||
	    (o->kind == OBJECT_MAYBE && o->leaf == LEAF_YES) ||
	    (o->kind == OBJECT_ALLOCATED && e->mapped && !table &&
	     o->family != FAMILY_MEMBLOCK))
		return "what a leaf entry maps";
	return NULL;
}

/* Was it allocated, by the page allocator or by another one? */
static bool is_allocated(const struct checking *c, const struct element *el,
			 bool by_pages)
{
	const struct object *o = &c->s->g->objects[el->object];

	return o->kind == OBJECT_ALLOCATED &&
	       family_is_pages(o->family) == by_pages;
}

/* Boot memory as long as there is nothing better is never freed. */
static bool any_from_pages(const struct checking *c, const struct elements *of)
{
	for (uint16_t i = 0; i < of->count; i++)
		if (is_allocated(c, &of->list[i], true))
			return true;
	return false;
}

static void see(struct checking *c, const struct use *u)
{
	const struct elements *of;
	const char *what;
	bool mixed;

	if (u->kind != USE_CALL || !u->api || !is_for_tables(u->api) ||
	    u->subject >= u->arg_count || check_is_own(c, u->place.function))
		return;
	of = &c->s->of[u->args[u->subject]];
	mixed = u->api->role == ROLE_FREES && any_from_pages(c, of);
	for (uint16_t i = 0; i < of->count; i++) {
		/* A condition tells which is which. */
		if (mixed && is_allocated(c, &of->list[i], false))
			continue;
		what = what_else(c, &of->list[i], u->api->role == ROLE_FREES);
		if (!what)
			continue;
		check_report(c, u->place, &of->list[i],
			     "free it as what it is",
			     "%s() is used on %s", str_get(u->name), what);
	}
}

/* NULL is no table, and its descriptor is that of another page. */
static void see_null(struct checking *c)
{
	for (size_t i = 0; i < c->lifetimes.fault_count; i++) {
		const struct fault_of *of = &c->lifetimes.faults[i];
		const struct use *u = &c->s->g->uses[of->use];
		const struct element *el = check_element_of(c, u, of->object);

		if (of->fault == FAULT_NULL_FREED && el &&
		    !check_is_own(c, u->place.function))
			check_report(c, u->place, el,
				     "free it only where there is one",
				     "%s() of %s that can be NULL here",
				     str_get(u->name),
				     table_words(element_level(c->s, el)));
	}
}

const struct check check_not_a_table = {
	.id = "PT010",
	.all = see_null,
	.use = see,
};
