// SPDX-License-Identifier: GPL-2.0-only
/* PT008: a descriptor where memory is meant, or memory for a descriptor. */
#include "checks.h"

static bool is_descriptor(enum rep rep)
{
	return rep == REP_PAGE || rep == REP_PTDESC || rep == REP_FOLIO;
}

/* A pgtable_t is this or that where the architecture has several kinds. */
static bool is_form_known(const struct checking *c, const struct element *el)
{
	return c->s->g->objects[el->object].rep != REP_NONE;
}

static const struct element *find_rep(const struct checking *c, node_t node,
				      bool descriptor)
{
	const struct elements *of = &c->s->of[node];

	for (uint16_t i = 0; i < of->count; i++) {
		const struct element *el = &of->list[i];

		if (solved_is_table(c->s, el) && is_form_known(c, el) &&
		    (descriptor ? is_descriptor(el->rep)
				: el->rep == REP_ADDRESS))
			return el;
	}
	return NULL;
}

static void see_call(struct checking *c, const struct use *u)
{
	const struct element *el;
	enum rep wants;

	if (!u->api || u->subject >= u->arg_count)
		return;
	wants = u->api->role == ROLE_CONVERTS ? u->api->from :
		u->api->role == ROLE_FREES || u->api->role == ROLE_CONSTRUCTS ||
		u->api->role == ROLE_DESTRUCTS ? u->api->as : REP_NONE;
	if (wants == REP_ADDRESS) {
		el = find_rep(c, u->args[u->subject], true);
		if (el)
			check_report(c, u->place, el,
				     "pass the memory: ptdesc_address()",
				     "%s() is given a descriptor for memory",
				     str_get(u->name));
	} else if (is_descriptor(wants)) {
		el = find_rep(c, u->args[u->subject], false);
		if (el)
			check_report(c, u->place, el,
				     "pass the descriptor: virt_to_ptdesc()",
				     "%s() is given memory for a descriptor",
				     str_get(u->name));
	}
}

/* A value arrives in a variable whose type says that it is something else. */
static void see_arrival(struct checking *c, node_t node,
			const struct element *el, bool memory)
{
	const struct graph *g = c->s->g;
	const struct node *from = &g->nodes[el->from];
	const struct edge *edge = &g->edges[el->edge];
	struct place place = edge->place;

	/* Without a cast, a pgtable_t goes only to what it is: it compiles. */
	if (!solved_is_table(c->s, el) || !el->from || !is_form_known(c, el) ||
	    from->type.hold == HOLD_PGTABLE ||
	    from->type.hold == g->nodes[node].type.hold || !place.line ||
	    check_is_own(c, place.function) || !check_can_be_there(place))
		return;
	if (memory ? is_descriptor(el->rep) : el->rep == REP_ADDRESS)
		check_report(c, place, el,
			     memory ? "take the memory: ptdesc_address()" :
				      "take the descriptor: virt_to_ptdesc()",
			     memory ? "a descriptor becomes a pointer to entries" :
				      "memory becomes a descriptor");
}

static void see_node(struct checking *c, node_t node)
{
	const struct elements *of = &c->s->of[node];
	struct type type = c->s->g->nodes[node].type;
	enum hold hold = type.hold;
	/* unsigned long *, but not void *, which may be of anything */
	bool memory = hold == HOLD_TABLE ||
		      (hold == HOLD_MEMORY && type.rep == REP_ADDRESS);

	if (!memory && hold != HOLD_PAGE && hold != HOLD_PTDESC)
		return;
	for (uint16_t i = 0; i < of->count; i++)
		see_arrival(c, node, &of->list[i], memory);
}

/*
 * A function of void * gives memory: a descriptor has a type. So does one of
 * the API that gives entries; that of others is a node of that type.
 */
static bool gives_memory(const struct checking *c, const struct use *u)
{
	return u->type.hold == HOLD_MEMORY ||
	       (u->type.hold == HOLD_TABLE &&
		c->s->g->nodes[u->function].type.hold == HOLD_PGTABLE);
}

static void see_return(struct checking *c, const struct use *u)
{
	const struct elements *of = &c->s->of[u->args[0]];
	bool memory = gives_memory(c, u);

	for (uint16_t i = 0; i < of->count && memory; i++) {
		const struct element *el = &of->list[i];

		if (el->rep != REP_PTDESC ||
		    c->s->g->objects[el->object].kind != OBJECT_ALLOCATED)
			continue;
		check_report(c, u->place, el,
			     "return the memory: ptdesc_address()",
			     "a descriptor is returned for memory");
		return;
	}
}

static void see(struct checking *c, const struct use *u)
{
	if (u->kind == USE_SELF)
		check_report(c, u->place, NULL, "initialise it from something else",
			     "'%s' is initialised from itself",
			     str_get(u->name));
	if (check_is_own(c, u->place.function) || !check_can_be_there(u->place))
		return;
	if (u->kind == USE_CALL)
		see_call(c, u);
	else if (u->kind == USE_RETURN)
		see_return(c, u);
}

const struct check check_representation = { .id = "PT008", .use = see,
					 .node = see_node };
