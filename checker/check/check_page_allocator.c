// SPDX-License-Identifier: GPL-2.0-only
/* PT004: page-table memory from the page allocator. */
#include <string.h>

#include "checks.h"

static bool comes_from_pages(const struct checking *c, uint32_t n)
{
	const struct object *o = &c->s->g->objects[n];
	const struct evidence *e = &c->s->why[n];

	return o->kind == OBJECT_ALLOCATED && o->family == FAMILY_PAGE &&
	       e->verdict == VERDICT_TABLE && !(e->typed_only && e->mapped);
}

static bool is_said(const struct checking *c, struct place place)
{
	for (size_t i = c->findings->count; i-- > 0;) {
		const struct finding *f = &c->findings->list[i];

		if (f->line == place.line && f->column == place.column &&
		    !strcmp(f->id, c->check->id) &&
		    !strcmp(f->file, str_get(place.file)))
			return true;
	}
	return false;
}

static void report(struct checking *c, struct place place,
		   const struct element *el, enum level level, str_t name)
{
	/* Who has tables of its own does not let the kernel's API free them. */
	if (check_is_own(c, place.function) || is_said(c, place) ||
	    (!check_can_be_there(place) &&
	     !c->s->why[el->object].freed_as_table))
		return;
	c->about = name;
	check_report(c, place, el, "use pagetable_alloc() and a struct ptdesc",
		     "%s() allocates %s as a page",
		     str_get(name), table_words(level));
}

static void see_object(struct checking *c, uint32_t n)
{
	const struct object *o = &c->s->g->objects[n];
	struct element origin = { .object = n };

	/* What leaves map as well is told where it is asked for. */
	if (comes_from_pages(c, n) && !c->s->why[n].shared)
		report(c, o->place, &origin, c->s->why[n].level, o->name);
}

/* The node of what a use makes a table, or 0. */
static node_t made_table(const struct use *u)
{
	if (u->kind == USE_FLAG)
		return u->args[0];
	if (u->kind == USE_CALL && u->api &&
	    u->api->role == ROLE_POPULATES && u->subject < u->arg_count)
		return u->args[u->subject];
	return 0;
}

/* So far a value is followed from its call: few names are between. */
#define MOST_NAMES 8

/* Is a value, under whatever name, made a table in the same function? */
static bool becomes_table(const struct graph *g, node_t node, int depth)
{
	for (uint32_t i = 0; i < g->use_count; i++)
		if (made_table(&g->uses[i]) == node)
			return true;
	for (uint32_t e = g->nodes[node].edges; e && depth;
	     e = g->edges[e].next)
		if (g->edges[e].step != STEP_PASSED &&
		    g->edges[e].step != STEP_RETURNED &&
		    g->edges[e].step != STEP_LISTED &&
		    becomes_table(g, g->edges[e].to, depth - 1))
			return true;
	return false;
}

/* Is all that a function gives, made a table where it is called? */
static bool gives_only_tables(const struct graph *g, node_t result)
{
	for (uint32_t e = g->nodes[result].edges; e; e = g->edges[e].next)
		if (!becomes_table(g, g->edges[e].to, MOST_NAMES))
			return false;
	return g->nodes[result].edges;
}

/*
 * The call that gave the value: where memory of many uses becomes a table.
 * In a helper that is for tables only, it is the call in there as well.
 */
static void see_value(struct checking *c, const struct use *u, node_t node,
		      const struct element *el)
{
	enum level level = u->api ? u->api->level : LEVEL_NONE;
	const struct graph *g = c->s->g;
	const struct object *o = &g->objects[el->object];
	const struct element *at = el;

	if (g->nodes[node].is_result) {
		report(c, u->place, el, level, g->nodes[node].name);
		return;
	}

	while (at->from) {
		const struct node *from = &g->nodes[at->from];
		struct place place = g->edges[at->edge].place;

		if (from->is_result && place.line) {
			report(c, place, el, level, from->name);
			if (!gives_only_tables(g, at->from))
				return;
			/* of whatever level its callers want */
			level = c->s->why[el->object].level;
		}
		at = &c->s->of[at->from].list[at->from_index];
	}
	report(c, o->place, el, level, o->name);
}

/*
 * A helper that asks memblock as long as there is nothing else gives boot
 * memory to what only runs then.
 */
static bool is_from_boot(const struct checking *c, const struct use *u,
			 const struct elements *of)
{
	const struct graph *g = c->s->g;

	for (uint16_t i = 0; i < of->count; i++)
		if (g->objects[of->list[i].object].family == FAMILY_MEMBLOCK)
			return u->function && g->nodes[u->function].early;
	return false;
}

/*
 * Tables of a guest, that the kernel's function for its own ones frees: as pages
 * now. What it frees as descriptors, or destructs, others tell.
 */
static void see_own(struct checking *c, const struct use *u)
{
	const struct element *el = check_own_table(c, u);
	int64_t taken = el ? check_taken(c, u) : -1;
	const struct object *o = el ? &c->s->g->objects[el->object] : NULL;

	if (!check_is_freed_as(c, taken, FAMILY_PAGE) ||
	    c->s->why[taken].destructed || is_said(c, o->place))
		return;
	c->about = o->name;
	check_report(c, o->place, el,
		     "free it as it is allocated, or allocate it by pagetable_alloc()",
		     "%s() allocates, as a page, %s that %s() frees",
		     str_get(o->name), table_words(u->api->level),
		     str_get(u->name));
}

static void see_use(struct checking *c, const struct use *u)
{
	node_t node = made_table(u);
	const struct elements *of = &c->s->of[node];

	see_own(c, u);
	if (is_from_boot(c, u, of))
		return;
	for (uint16_t i = 0; i < of->count; i++)
		if (comes_from_pages(c, of->list[i].object) &&
		    c->s->why[of->list[i].object].shared)
			see_value(c, u, node, &of->list[i]);
}

const struct check check_page_allocator = { .id = "PT004", .use = see_use,
					    .object = see_object };
