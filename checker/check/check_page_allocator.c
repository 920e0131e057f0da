// SPDX-License-Identifier: GPL-2.0-only
/* PT004: page-table memory from the page allocator. */
#include "checks.h"

static void see(struct checking *c, uint32_t n)
{
	const struct object *o = &c->s->g->objects[n];
	const struct evidence *e = &c->s->why[n];
	struct element origin = { .object = n };

	if (o->kind != OBJECT_ALLOCATED || o->family != FAMILY_PAGE ||
	    e->verdict != VERDICT_TABLE || (e->typed_only && e->mapped) ||
	    check_is_own(o->place.function) ||
	    !check_can_be_there(o->place))
		return;
	check_report(c, o->place, &origin,
		     "use pagetable_alloc() and a struct ptdesc",
		     "%s comes from the page allocator, by %s()",
		     table_words(e->level), str_get(o->name));
}

const struct check check_page_allocator = { .id = "PT004", .object = see };
