// SPDX-License-Identifier: GPL-2.0-only
/* Which functions are the API of page-table descriptors: they handle pages. */
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

/* Where the API is defined, its halves have whatever names. */
void check_find_parts(struct checking *c)
{
	const struct graph *g = c->s->g;
	bool more = true;

	while (more) {
		more = false;
		for (uint32_t i = 0; i < g->use_count; i++) {
			const struct use *u = &g->uses[i];

			if (u->kind != USE_CALL || !u->callee || !u->name ||
			    !check_is_own(c, u->place.function) ||
			    check_is_own(c, u->name) || !takes_descriptor(c, u))
				continue;
			slots_add(&c->parts, u->name, 1);
			more = true;
		}
	}
}

bool check_is_own(const struct checking *c, str_t function)
{
	return is_listed_own(function) ||
	       slots_get(&c->parts, function, NULL, NULL);
}
