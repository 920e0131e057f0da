// SPDX-License-Identifier: GPL-2.0-only
/* PT003: any other member of struct page, of a page that is a page table. */
#include <string.h>

#include "checks.h"
#include "tablewords.h"

static const char *advice(const char *member)
{
	const struct api *a = api_listed(str_of(member), ROLE_MEMBER);

	return a && a->advice ? str_get(a->advice) :
	       "struct ptdesc has to have a member for it";
}

/* A table as its page, which stays one: not all that comes here is asked. */
static const struct element *table_page(const struct checking *c, node_t node)
{
	const struct element *el = solved_table(c->s, node);

	/* What helps others as well has to ask a page. */
	return el && (el->rep == REP_PAGE || el->rep == REP_FOLIO) &&
	       !check_any_others(c, node) ? el : NULL;
}

/* Is it done to the memory of a page that was asked for? */
static bool is_for_memory(const struct checking *c, const struct use *u,
			  const struct element *el)
{
	return u->api && u->api->memory && check_is_deliberate(c, el);
}

static void report_call(struct checking *c, const struct use *u, node_t node,
			const char *member)
{
	const struct element *el = table_page(c, node);

	c->about = str_of(member);
	if (el && !is_for_memory(c, u, el))
		check_report(c, u->place, el, advice(member),
			     "'%s' of struct page is used on %s, by %s()",
			     member, table_words(node_level(c->s, node, el)),
			     str_get(u->name));
}

/* A flag or a counter that no list has: its name tells. */
static void see_unlisted(struct checking *c, const struct use *u)
{
	const char *member = api_state(str_get(u->name));
	const struct element *el = member ? table_page(c, u->args[0]) : NULL;

	if (el && !check_is_deliberate(c, el))
		report_call(c, u, u->args[0], member);
}

static void see_call(struct checking *c, const struct use *u)
{
	if (u->api && u->api->member && u->subject < u->arg_count)
		report_call(c, u, u->args[u->subject],
			    str_get(u->api->member));
	else if (!u->api && u->arg_count)
		see_unlisted(c, u);
}

static void see_member(struct checking *c, const struct use *u)
{
	const char *name = str_get(u->name);
	const struct element *el = solved_table(c->s, u->args[0]);

	if (!el || (!is_page_member(name) && check_any_others(c, u->args[0])))
		return;
	check_report(c, u->place, el, advice(name),
		     "'%s' of struct %s is used on %s", name,
		     str_get(u->record),
		     table_words(node_level(c->s, u->args[0], el)));
}

static void see(struct checking *c, const struct use *u)
{
	if (check_is_own(c, u->place.function) || !check_can_be_there(u->place))
		return;
	if (u->kind == USE_CALL)
		see_call(c, u);
	else if (u->kind == USE_MEMBER && !u->of_tables)
		see_member(c, u);
}

const struct check check_page_member = { .id = "PT003", .use = see };
