// SPDX-License-Identifier: GPL-2.0-only
/* PT001: a page-table member of struct page, or one that stands among them. */
#include "checks.h"

static void see(struct checking *c, const struct use *u)
{
	if (u->kind == USE_DECLARE_MEMBER)
		check_report(c, u->place, NULL, "put it into struct ptdesc",
			     "struct %s has '%s' for page tables",
			     str_get(u->record), str_get(u->name));
	if (u->kind != USE_MEMBER || !u->of_tables)
		return;
	check_report(c, u->place, NULL,
		     "use the member of struct ptdesc, through page_ptdesc()",
		     "'%s' of struct %s belongs to page tables",
		     str_get(u->name), str_get(u->record));
}

const struct check check_member = { .id = "PT001", .use = see };
