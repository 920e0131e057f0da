// SPDX-License-Identifier: GPL-2.0-only
/* Which functions are the API of page-table descriptors: they handle pages. */
#include <stdlib.h>

#include "buf.h"
#include "checks.h"

static bool is_listed_own(str_t function)
{
	const struct api *a = api_find(function);

	if (!a)
		return false;
	switch (a->role) {
	case ROLE_CONVERTS:
		return true;
	case ROLE_ALLOCATES:
	case ROLE_FREES:
		return family_is_pages(a->family) || a->as == REP_PTDESC;
	default:
		return a->as == REP_PTDESC;
	}
}

/* Does it make or take descriptors, or give the pages of them? */
static bool is_of_descriptors(str_t function)
{
	const struct api *a = api_find(function);

	return a && (a->as == REP_PTDESC || a->from == REP_PTDESC);
}

bool check_makes_descriptors(const struct checking *c, str_t function)
{
	return is_of_descriptors(function) ||
	       slots_get(&c->parts, function, NULL, NULL);
}

/* Its descriptors: what takes those of pagetable_free() is a part of it. */
static bool takes_descriptor(const struct checking *c, const struct use *u)
{
	const struct graph *g = c->s->g;
	const struct function *f = &g->functions[u->callee - 1];

	for (unsigned int i = 0; i < u->arg_count; i++)
		if (u->types[i].hold == HOLD_PTDESC &&
		    g->nodes[f->params[i]].type.hold == HOLD_PTDESC)
			return true;
	return false;
}

/* By number of a function: is it called by others than the API? */
static bool *find_others(const struct checking *c)
{
	const struct graph *g = c->s->g;
	bool *others = xcalloc(g->function_count + 1, sizeof(*others));

	for (uint32_t i = 0; i < g->use_count; i++) {
		const struct use *u = &g->uses[i];

		if (u->kind == USE_CALL && u->callee &&
		    !check_makes_descriptors(c, u->place.function))
			others[u->callee - 1] = true;
	}
	return others;
}

/*
 * A helper beside what makes descriptors, which calls it and nobody else. What
 * has a meaning for others is in the lists.
 */
static bool is_helper(const struct checking *c, const struct use *u,
		      const bool *others)
{
	const struct function *f = &c->s->g->functions[u->callee - 1];

	return f->defined && f->place.file == u->place.file &&
	       !api_find(u->name) && !others[u->callee - 1] &&
	       check_makes_descriptors(c, u->place.function);
}

/* Where the API is defined, its halves have whatever names. */
void check_find_parts(struct checking *c)
{
	const struct graph *g = c->s->g;
	bool more = true;

	while (more) {
		bool *others = find_others(c);

		more = false;
		for (uint32_t i = 0; i < g->use_count; i++) {
			const struct use *u = &g->uses[i];

			if (u->kind != USE_CALL || !u->callee || !u->name ||
			    !check_is_own(c, u->place.function) ||
			    check_is_own(c, u->name) ||
			    !(takes_descriptor(c, u) ||
			      is_helper(c, u, others)))
				continue;
			slots_add(&c->parts, u->name, 1);
			more = true;
		}
		free(others);
	}
}

bool check_is_own(const struct checking *c, str_t function)
{
	return is_listed_own(function) ||
	       slots_get(&c->parts, function, NULL, NULL);
}
