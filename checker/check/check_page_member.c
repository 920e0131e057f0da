// SPDX-License-Identifier: GPL-2.0-only
/* PT003: any other member of struct page, of a page that is a page table. */
#include "checks.h"
#include "tablewords.h"

static void see(struct checking *c, const struct use *u)
{
	const struct element *el;

	if (u->kind != USE_MEMBER || !is_page_member(str_get(u->name)) ||
	    check_is_own(u->place.function) || !check_can_be_there(u->place))
		return;
	el = solved_table(c->s, u->args[0]);
	if (el)
		check_report(c, u->place, el,
			     "use the member of struct ptdesc that overlays it (pt_list, pt_index, pt_mm ...)",
			     "'%s' of struct %s used on %s", str_get(u->name),
			     str_get(u->record),
			     table_words(element_level(c->s, el)));
}

const struct check check_page_member = { .id = "PT003", .use = see };
