// SPDX-License-Identifier: GPL-2.0-only
/* PT005: a page table freed through the page allocator. */
#include "checks.h"

static bool frees_pages(const struct use *u)
{
	return u->kind == USE_CALL && u->api && u->api->role == ROLE_FREES &&
	       u->api->family == FAMILY_PAGE && u->subject < u->arg_count;
}

/* What comes into a helper besides the tables. */
struct mixed {
	bool others;			/* data, or memory of both */
	uint32_t parameter;		/* the object, and 1 */
};

static struct mixed look_into(const struct checking *c, node_t node)
{
	const struct elements *of = &c->s->of[node];
	struct mixed m = { 0 };

	for (uint16_t i = 0; i < of->count; i++) {
		const struct element *el = &of->list[i];

		if (c->s->g->objects[el->object].kind == OBJECT_PARAMETER &&
		    c->s->g->at[el->object] == node)
			m.parameter = el->object + 1;
		else if (c->s->why[el->object].verdict == VERDICT_DATA ||
			 c->s->why[el->object].shared)
			m.others = true;
	}
	return m;
}

static bool is_freed(const struct checking *c, uint32_t object)
{
	const struct graph *g = c->s->g;

	for (uint32_t i = 0; i < g->use_count; i++) {
		const struct use *u = &g->uses[i];

		if (frees_pages(u) &&
		    solved_has(c->s, u->args[u->subject], object))
			return true;
	}
	return false;
}

/* A table by itself, or memory of a helper for all that is one here. */
static const struct element *table_argument(const struct checking *c,
					    const struct use *u,
					    unsigned int n)
{
	const struct elements *of = &c->s->of[u->args[n]];
	const struct element *el = solved_table(c->s, u->args[n]);

	for (uint16_t i = 0; i < of->count && !el &&
			     u->holds[n] == HOLD_TABLE; i++)
		if (c->s->why[of->list[i].object].shared)
			el = &of->list[i];
	return el;
}

/* A table that a call passes to a helper that frees data as well, or NULL. */
static const struct element *helped(const struct checking *c,
				    const struct use *u)
{
	const struct graph *g = c->s->g;
	const struct function *f = &g->functions[u->callee - 1];

	for (unsigned int i = 0; i < u->arg_count; i++) {
		enum hold hold = g->nodes[f->params[i]].type.hold;
		const struct element *el;
		struct mixed m;

		if ((hold != HOLD_MEMORY && hold != HOLD_NUMBER) ||
		    !c->s->of[u->args[i]].count)
			continue;
		el = table_argument(c, u, i);
		if (!el)
			continue;
		m = look_into(c, f->params[i]);
		if (m.others && m.parameter && is_freed(c, m.parameter - 1))
			return el;
	}
	return NULL;
}

/*
 * A helper that frees tables as well as data stays what it is: it is the call
 * that has to go elsewhere.
 */
static void see_helper(struct checking *c, const struct use *u)
{
	const struct element *el = helped(c, u);

	if (el)
		check_report(c, u->place, el, "use pagetable_free()",
			     "%s() frees %s as a page", str_get(u->name),
			     table_words(element_level(c->s, el)));
}

/* What a call passes of it, where the memory of tables and data is one here. */
static const struct element *passed_table(const struct checking *c, node_t node)
{
	const struct graph *g = c->s->g;
	const struct elements *of = &c->s->of[node];
	bool others = look_into(c, node).others;

	for (uint16_t i = 0; i < of->count && others; i++) {
		node_t param = g->at[of->list[i].object];
		uint32_t taker = g->nodes[param].is_result ? 0 :
				 g->nodes[param].function;

		if (g->objects[of->list[i].object].kind != OBJECT_PARAMETER ||
		    !taker)
			continue;
		for (uint32_t k = 0; k < g->use_count; k++) {
			const struct use *u = &g->uses[k];
			const struct element *el =
				u->kind == USE_CALL && u->callee == taker ?
				helped(c, u) : NULL;

			if (el)
				return el;
		}
	}
	return NULL;
}

static void see_free(struct checking *c, const struct use *u)
{
	node_t node = u->args[u->subject];
	bool reserved = u->api->family == FAMILY_RESERVED;
	const struct element *el, *passed;

	/* A member of one name with slab objects is of another structure. */
	if ((!reserved && u->api->family != FAMILY_PAGE) ||
	    check_any_slab(c, node))
		return;
	el = solved_table(c->s, node);
	passed = el ? NULL : passed_table(c, node);
	if (!el && !passed)
		return;
	/* Of a block of data, pagetable_free() would free the first page. */
	check_report(c, u->place, el ? el : passed,
		     passed || solved_any_data(c->s, node) ?
		     "free tables elsewhere: data is freed here, too" :
		     reserved ? "use free_reserved_ptdesc()" :
				"use pagetable_free()",
		     "%s() frees %s as a page",
		     str_get(u->name),
		     el ? table_words(node_level(c->s, node, el)) :
			  table_words(LEVEL_NONE));
}

static void see(struct checking *c, const struct use *u)
{
	if (u->kind != USE_CALL || check_is_own(c, u->place.function) ||
	    !check_can_be_there(u->place))
		return;
	if (u->api && u->api->role == ROLE_FREES &&
	    u->subject < u->arg_count)
		see_free(c, u);
	else if (!u->api && u->callee)
		see_helper(c, u);
}

const struct check check_page_free = { .id = "PT005", .use = see };
