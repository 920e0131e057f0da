// SPDX-License-Identifier: GPL-2.0-only
/* PT006: allocated in one family and freed in another. */
#include "checks.h"

static void see_element(struct checking *c, const struct use *u,
			const struct element *el)
{
	const struct object *o = &c->s->g->objects[el->object];
	enum family freed = u->api->family;

	const struct evidence *e = &c->s->why[el->object];

	if (o->kind != OBJECT_ALLOCATED || !solved_is_table(c->s, el) ||
	    (e->typed_only && e->mapped))
		return;
	if (o->family == FAMILY_PAGE && freed == FAMILY_PTDESC) {
		if (o->order && !o->compound)
			check_report(c, u->place, el,
				     "allocate it by pagetable_alloc()",
				     "pagetable_free() cannot know the order of what %s() gave",
				     str_get(o->name));
		else
			check_report(c, u->place, el,
				     "allocate it by pagetable_alloc()",
				     "%s() frees what %s() gave",
				     str_get(u->name), str_get(o->name));
	} else if (o->family == FAMILY_PTDESC && freed == FAMILY_PAGE) {
		check_report(c, u->place, el, "use pagetable_free()",
			     "%s() frees what %s() gave", str_get(u->name),
			     str_get(o->name));
	}
}

static void see(struct checking *c, const struct use *u)
{
	const struct elements *of;

	if (u->kind != USE_CALL || !u->api || u->api->role != ROLE_FREES ||
	    u->subject >= u->arg_count ||
	    check_is_own(u->place.function) || !check_can_be_there(u->place))
		return;
	of = &c->s->of[u->args[u->subject]];
	for (uint16_t i = 0; i < of->count; i++)
		see_element(c, u, &of->list[i]);
}

const struct check check_family = { .id = "PT006", .use = see };
