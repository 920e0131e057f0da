// SPDX-License-Identifier: GPL-2.0-only
/* PT009: a page table handed to what works on pages. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "checks.h"
#include "tablewords.h"

static bool is_untyped(const struct checking *c, node_t node,
		       const struct element *el)
{
	const struct graph *g = c->s->g;
	enum hold hold = g->nodes[node].type.hold;
	bool converted = el->from && g->edges[el->edge].step == STEP_CONVERTED;

	return hold != HOLD_PAGE && hold != HOLD_PGTABLE && !converted;
}

/* Has struct ptdesc its own for it? */
static bool has_own(const struct use *u)
{
	return api_instead(u->api);
}

static char *listed_advice(const struct use *u)
{
	if (u->api->role != ROLE_HANDLES_PAGE)
		return xstrdup("use tlb_remove_ptdesc() or tlb_remove_page_ptdesc()");
	if (has_own(u))
		return xasprintf("use %s()", api_instead(u->api));
	return xstrdup("use what struct ptdesc has for it, or hand over ptdesc_page()");
}

static void see_listed(struct checking *c, const struct use *u)
{
	node_t node = u->args[u->subject];
	const struct element *el = check_table_as(c, node, REP_PAGE);
	char *advice;

	/* void *table, which is a page for who takes a page */
	if (!el && u->api->role == ROLE_REMOVES_PAGE)
		el = check_table_as(c, node, REP_NONE);
	/* What is void * on the way is handed over where it is a page. */
	if (!el || (u->api->role == ROLE_REMOVES_TABLE &&
		    is_untyped(c, node, el)))
		return;
	if (u->api->role == ROLE_HANDLES_PAGE &&
	    (check_any_others(c, node) ||
	     (!has_own(u) && check_is_deliberate(c, el))))
		return;
	advice = listed_advice(u);
	check_report(c, u->place, el, advice,
		     "%s() is given %s as a page", str_get(u->name),
		     table_words(node_level(c->s, node, el)));
	free(advice);
}

/* Does the function that is called get data as well? */
static bool serves_others(const struct checking *c, const struct use *u,
			  unsigned int n)
{
	const struct graph *g = c->s->g;

	return u->callee &&
	       check_any_others(c, g->functions[u->callee - 1].params[n]);
}

static void see_argument(struct checking *c, const struct use *u,
			 unsigned int n)
{
	const struct element *el;

	if (u->types[n].hold != HOLD_PAGE)
		return;
	el = check_table_as(c, u->args[n], REP_PAGE);
	if (!el || check_is_deliberate(c, el))
		return;
	check_report(c, u->place, el,
		     serves_others(c, u, n) ?
		     "it is for data, too: let tables go elsewhere" :
		     "give it a parameter of struct ptdesc *",
		     "%s%s is given %s as a page",
		     u->name ? str_get(u->name) : "a function",
		     u->name ? "()" : "",
		     table_words(node_level(c->s, u->args[n], el)));
}

/*
 * A function of the API that takes a page: who has a page in a variable should
 * have had something else; generic code has a pgtable_t.
 */
static bool passes_page(const struct checking *c, const struct use *u)
{
	const struct api *within = api_role(u->place.function,
					    ROLE_TAKES_TABLE);

	if (u->api->role != ROLE_TAKES_TABLE || u->subject >= u->arg_count ||
	    u->holds[u->subject] != HOLD_PAGE ||
	    !c->s->g->nodes[u->args[u->subject]].name)
		return false;
	/* One part of the API to another, unless that wants a page. */
	return !within || within->role != ROLE_TAKES_TABLE ||
	       u->types[u->subject].hold == HOLD_PAGE;
}

static void see(struct checking *c, const struct use *u)
{
	if (u->kind != USE_CALL || check_is_own(c, u->place.function) ||
	    !check_can_be_there(u->place))
		return;
	if (u->api && !passes_page(c, u)) {
		if (u->subject < u->arg_count &&
		    !u->api->member &&
		    (u->api->role == ROLE_REMOVES_PAGE ||
		     u->api->role == ROLE_REMOVES_TABLE ||
		     u->api->role == ROLE_HANDLES_PAGE))
			see_listed(c, u);
		return;
	}
	/* The page-based API has a check of its own. */
	for (unsigned int i = 0; i < u->arg_count &&
				 !api_state(str_get(u->name)) &&
				 !is_page_based_api(str_get(u->name)); i++)
		see_argument(c, u, i);
}

/* The member that a node is: "record.member". */
static str_t member_of(const struct node *node)
{
	const char *dot = strrchr(str_get(node->name), '.');

	return dot ? str_of(dot + 1) : 0;
}

/*
 * A member that is called like what removes a table: whoever calls through it
 * passes one. What removes a page is put there only by a cast.
 */
static void see_node(struct checking *c, node_t node)
{
	const struct elements *of = &c->s->of[node];

	for (uint16_t i = 0; i < of->count; i++) {
		const struct object *o =
			&c->s->g->objects[of->list[i].object];
		str_t member = o->kind == OBJECT_FUNCTION ?
			       member_of(&c->s->g->nodes[node]) : 0;

		if (member && api_role(member, ROLE_REMOVES_TABLE) &&
		    api_role(graph_name_of(o->name), ROLE_REMOVES_PAGE) &&
		    check_can_be_there(o->place))
			check_report(c, o->place, NULL,
				     "put a function there that takes a struct ptdesc *",
				     "%s() is given a page table as a page",
				     str_get(graph_name_of(o->name)));
	}
}

const struct check check_page_argument = { .id = "PT009", .use = see,
					   .node = see_node };
