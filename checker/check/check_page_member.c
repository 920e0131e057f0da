// SPDX-License-Identifier: GPL-2.0-only
/* PT003: any other member of struct page, of a page that is a page table. */
#include <string.h>

#include "checks.h"
#include "tablewords.h"

static const char *advice(const char *member)
{
	static const struct {
		const char *name, *advice;
	} known[] = {
		{ "lru", "use pt_list of its struct ptdesc" },
		{ "rcu_head", "use pt_rcu_head of its struct ptdesc" },
		{ "index", "use pt_index of its struct ptdesc, or what the architecture has there" },
		{ "_refcount", "keep its state in pt_frag_refcount of its struct ptdesc" },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(member, known[i].name))
			return known[i].advice;
	return "struct ptdesc has to have a member for it";
}

/* page_ref_inc() and its kin: the counter by another name. */
static void see_counter(struct checking *c, const struct use *u)
{
	node_t node = u->args[u->subject];
	const struct element *el = solved_table(c->s, node);

	/* What helps others as well has to ask a page. */
	if (!el || el->rep != REP_PAGE || check_any_others(c, node))
		return;
	check_report(c, u->place, el, advice(str_get(u->api->member)),
		     "'%s' of struct page is used on %s, by %s()",
		     str_get(u->api->member),
		     table_words(node_level(c->s, node, el)),
		     str_get(u->name));
}

static void see(struct checking *c, const struct use *u)
{
	const struct element *el;

	if (u->kind == USE_CALL && u->api && u->api->member &&
	    u->subject < u->arg_count && !check_is_own(u->place.function) &&
	    check_can_be_there(u->place))
		see_counter(c, u);
	if (u->kind != USE_MEMBER || !is_page_member(str_get(u->name)) ||
	    check_is_own(u->place.function) || !check_can_be_there(u->place))
		return;
	el = solved_table(c->s, u->args[0]);
	if (el)
		check_report(c, u->place, el, advice(str_get(u->name)),
			     "'%s' of struct %s is used on %s", str_get(u->name),
			     str_get(u->record),
			     table_words(node_level(c->s, u->args[0], el)));
}

const struct check check_page_member = { .id = "PT003", .use = see };
