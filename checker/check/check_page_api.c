// SPDX-License-Identifier: GPL-2.0-only
/* PT002: the page-based API of page tables. */
#include <string.h>

#include "checks.h"
#include "tablewords.h"
#include "findings/page-api.h"

/* What kept its name is of today when it takes a descriptor. */
static bool takes_page(const struct use *u)
{
	if (strncmp(str_get(u->name), "ptlock_", 7) &&
	    strncmp(str_get(u->name), "pmd_ptlock_", 11))
		return true;
	return u->types[0].hold == HOLD_PAGE || u->types[0].hold == HOLD_OTHER;
}

static void see(struct checking *c, const struct use *u)
{
	if ((u->kind != USE_CALL && u->kind != USE_DEFINE) ||
	    !is_page_based_api(str_get(u->name)) || !takes_page(u))
		return;
	if (u->kind == USE_DEFINE)
		check_report(c, u->place, NULL,
			     "let it take a struct ptdesc, under another name",
			     "%s() is page-table API on struct page",
			     str_get(u->name));
	else
		check_report(c, u->place, NULL,
			     page_api_advice(str_get(u->name)),
			     "%s() works on struct page",
			     str_get(u->name));
}

const struct check check_page_api = { .id = "PT002", .use = see };
