// SPDX-License-Identifier: GPL-2.0-only
/* PT002: the page-based API of page tables. */
#include "buf.h"
#include "checks.h"
#include "tablewords.h"

/* What kept its name is of today when it takes a descriptor. */
static bool takes_page(const struct use *u)
{
	const struct api *a = api_listed(u->name, ROLE_PAGE_API);

	if (!a || !a->same_name)
		return true;
	return u->types[0].hold == HOLD_PAGE || u->types[0].hold == HOLD_OTHER;
}

static void report_call(struct checking *c, const struct use *u)
{
	const struct api *own = api_listed(u->name, ROLE_PAGE_API);
	const struct api *a = api_find(u->name);
	const char *instead = a ? api_instead(a) : NULL;
	struct buf advice = { 0 };

	if (instead) {
		buf_puts(&advice, "use ");
		buf_puts(&advice, instead);
		buf_puts(&advice, a->role == ROLE_READS ?
				  "()" : "() with a struct ptdesc");
	} else {
		buf_puts(&advice, own && own->same_name ?
				  "give it a struct ptdesc" :
				  "use what takes a struct ptdesc");
	}
	check_report(c, u->place, NULL, advice.data,
		     "%s() works on struct page", str_get(u->name));
	buf_free(&advice);
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
		report_call(c, u);
}

const struct check check_page_api = { .id = "PT002", .use = see };
