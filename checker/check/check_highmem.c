// SPDX-License-Identifier: GPL-2.0-only
/* PT011: the address of what may be in highmem, taken without mapping it. */
#include <string.h>

#include "checks.h"

static void see(struct checking *c, const struct use *u)
{
	const struct elements *of;

	if (u->kind != USE_CALL || !u->api || u->api->role != ROLE_CONVERTS ||
	    u->api->as != REP_ADDRESS || u->api->from == REP_ADDRESS ||
	    u->api->maps ||
	    u->subject >= u->arg_count ||
	    check_is_own(c, u->place.function) || !check_can_be_there(u->place))
		return;
	of = &c->s->of[u->args[u->subject]];
	for (uint16_t i = 0; i < of->count; i++) {
		const struct element *el = &of->list[i];
		const struct object *o = &c->s->g->objects[el->object];

		if (!o->highmem ||
		    c->s->why[el->object].verdict != VERDICT_TABLE)
			continue;
		check_report(c, u->place, el,
			     "mask __GFP_HIGHMEM, or map it with kmap_local_page()",
			     "%s() of %s that may be in highmem",
			     str_get(u->name),
			     table_words(element_level(c->s, el)));
	}
}

const struct check check_highmem = { .id = "PT011", .use = see };
