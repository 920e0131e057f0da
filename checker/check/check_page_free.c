// SPDX-License-Identifier: GPL-2.0-only
/* PT005: a page table freed through the page allocator. */
#include "checks.h"

static void see(struct checking *c, const struct use *u)
{
	const struct element *el;
	bool reserved;

	if (u->kind != USE_CALL || !u->api || u->api->role != ROLE_FREES ||
	    check_is_own(u->place.function) ||
	    u->subject >= u->arg_count || !check_can_be_there(u->place))
		return;
	reserved = u->api->family == FAMILY_RESERVED;
	if (u->api->family != FAMILY_PAGE && !reserved)
		return;
	el = solved_table(c->s, u->args[u->subject]);
	if (el)
		check_report(c, u->place, el,
			     reserved ? "use free_reserved_ptdesc()"
				      : "use pagetable_free()",
			     "%s is freed through the page allocator, by %s()",
			     table_words(element_level(c->s, el)),
			     str_get(u->name));
}

const struct check check_page_free = { .id = "PT005", .use = see };
