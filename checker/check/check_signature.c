// SPDX-License-Identifier: GPL-2.0-only
/* PT009: a function whose declaration says struct page where it means a table. */
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "buf.h"
#include "checks.h"
#include "tablewords.h"

static const char *name_of(const struct checking *c, const struct function *f)
{
	return str_get(c->s->g->nodes[f->result].name);
}

/* Outside of an architecture, helpers of pages may have few callers here. */
static bool is_for_tables(const struct checking *c, const struct function *f)
{
	return is_table_name(name_of(c, f)) ||
	       in_arch(str_get(f->place.file)) ||
	       *str_get(f->place.file) == '/';
}

/* Has the page-based API its own check, and do others have to take pages? */
static bool is_elsewhere(const struct checking *c, const struct function *f)
{
	const char *name = name_of(c, f);

	return is_page_based_api(name) || check_is_own(c, str_of(name)) ||
	       !check_can_be_there(f->place);
}

/* The element that shows that all a node ever holds are tables, or NULL. */
static const struct element *only_tables(const struct checking *c, node_t node)
{
	const struct elements *of = &c->s->of[node];
	const struct element *shown = NULL;

	for (uint16_t i = 0; i < of->count; i++) {
		const struct element *el = &of->list[i];
		const struct evidence *e = &c->s->why[el->object];
		const struct object *o = &c->s->g->objects[el->object];
		bool own = !el->from && o->kind == OBJECT_PARAMETER;

		if (solved_is_table(c->s, el) && !(own && e->typed_only))
			shown = shown ? shown : el;
		else if (!own && !solve_is_neutral(o) && !e->kept)
			return NULL;
	}
	return shown;
}

/* Does the function itself, by its name and what it does, mean a table? */
static bool says_so(const struct checking *c, const struct function *f,
		    const struct element *el)
{
	return c->s->g->objects[el->object].kind == OBJECT_PARAMETER &&
	       !el->from && is_table_name(name_of(c, f));
}

/* Does each call that is seen pass something that is known? */
static bool all_calls_known(const struct checking *c, uint32_t function,
			    unsigned int n)
{
	const struct graph *g = c->s->g;

	for (uint32_t i = 0; i < g->use_count; i++) {
		const struct use *u = &g->uses[i];

		if (u->kind == USE_CALL && u->callee == function + 1 &&
		    n < u->arg_count && !c->s->of[u->args[n]].count)
			return false;
	}
	return true;
}

static const struct element *table_parameter(const struct checking *c,
					     uint32_t function, unsigned int n)
{
	const struct graph *g = c->s->g;
	node_t node = g->functions[function].params[n];
	const struct element *el;

	if (g->nodes[node].type.hold != HOLD_PAGE)
		return NULL;
	el = only_tables(c, node);
	return el && (says_so(c, &g->functions[function], el) ||
		      all_calls_known(c, function, n)) ? el : NULL;
}

static const struct element *table_result(const struct checking *c,
					  uint32_t function)
{
	const struct function *f = &c->s->g->functions[function];
	const struct api *a = api_find(c->s->g->nodes[f->result].name);

	if (f->gives.hold != HOLD_PAGE || (a && a->role != ROLE_GIVES_TABLE))
		return NULL;
	return only_tables(c, f->result);
}

static void report_taken(struct checking *c, struct place place,
			 const struct element *el, uint32_t function,
			 unsigned int n)
{
	const struct function *f = &c->s->g->functions[function];

	c->about = str_of(name_of(c, f));
	check_report(c, place, el,
		     "give it a parameter of struct ptdesc *, or pgtable_t",
		     "%s() takes %s as a page", name_of(c, f),
		     table_words(node_level(c->s, f->params[n], el)));
}

static void report_given(struct checking *c, struct place place,
			 const struct element *el, uint32_t function)
{
	const struct function *f = &c->s->g->functions[function];

	c->about = str_of(name_of(c, f));
	check_report(c, place, el, "let it return a struct ptdesc *",
		     "%s() returns %s as a page", name_of(c, f),
		     table_words(node_level(c->s, f->result, el)));
}

static void report_callback(struct checking *c, const struct function *f,
			    const struct element *el)
{
	/* It is about what the pointer calls, not about the function. */
	c->about = 0;
	check_report(c, f->place, el, "let it take a struct ptdesc *",
		     "a function that %s() is given takes a page table as a page",
		     name_of(c, f));
}

/* The page of a table that is the first page that a call passes, or NULL. */
static const struct element *given_as_page(const struct checking *c,
					   const struct use *u)
{
	const struct element *el;
	unsigned int n = 0;

	while (n < u->arg_count && u->types[n].hold != HOLD_PAGE)
		n++;
	if (n == u->arg_count || check_any_others(c, u->args[n]))
		return NULL;
	el = check_table_as(c, u->args[n], REP_PAGE);
	return el && !check_is_deliberate(c, el) ? el : NULL;
}

static const struct function *judged(const struct checking *c,
				     uint32_t function)
{
	const struct function *f = &c->s->g->functions[function];

	return f->defined && !is_elsewhere(c, f) && is_for_tables(c, f) ?
		f : NULL;
}

/* A parameter, where the function is defined: its object stands there. */
static void see_object(struct checking *c, uint32_t n)
{
	const struct graph *g = c->s->g;
	const struct node *node = &g->nodes[g->at[n]];
	const struct function *f;

	if (!node->function || node->is_result)
		return;
	f = judged(c, node->function - 1);
	for (unsigned int i = 0; i < USE_ARGS && f; i++) {
		const struct element *el = f->params[i] == g->at[n] ?
			table_parameter(c, node->function - 1, i) : NULL;

		if (el)
			report_taken(c, g->objects[n].place, el,
				     node->function - 1, i);
	}
}

static void see_use(struct checking *c, const struct use *u)
{
	const struct element *el;

	if (u->kind != USE_DECLARE || !judged(c, u->callee - 1) ||
	    !check_can_be_there(u->place))
		return;
	for (unsigned int i = 0; i < USE_ARGS; i++) {
		el = u->types[i].hold == HOLD_PAGE ?
			table_parameter(c, u->callee - 1, i) : NULL;
		if (el)
			report_taken(c, u->place, el, u->callee - 1, i);
	}
	el = table_result(c, u->callee - 1);
	if (el)
		report_given(c, u->place, el, u->callee - 1);
}

static void see_node(struct checking *c, node_t node)
{
	const struct node *at = &c->s->g->nodes[node];
	const struct function *f;
	const struct element *el;

	if (!at->is_result)
		return;
	f = judged(c, at->function - 1);
	el = f ? table_result(c, at->function - 1) : NULL;
	if (el)
		report_given(c, f->place, el, at->function - 1);
}

/* Pointers to functions, by node: a call that gives it a table's page, and 1. */
static uint32_t *find_callbacks(const struct checking *c)
{
	const struct graph *g = c->s->g;
	uint32_t *given = xcalloc(g->node_count + 1, sizeof(*given));
	bool more = false;

	for (uint32_t i = 0; i < g->indirect_count; i++)
		if (given_as_page(c, &g->uses[g->indirect[i]]))
			given[g->indirect_node[i]] = g->indirect[i] + 1;
	/* Who gets other pages, too, has to take pages. */
	for (uint32_t i = 0; i < g->indirect_count; i++)
		if (given[g->indirect_node[i]] &&
		    !given_as_page(c, &g->uses[g->indirect[i]]))
			given[g->indirect_node[i]] = 0;
	for (uint32_t i = 0; i < g->indirect_count; i++)
		more |= given[g->indirect_node[i]];
	while (more) {
		more = false;
		for (node_t n = 1; n < g->node_count; n++)
			for (uint32_t e = g->nodes[n].edges; e && !given[n];
			     e = g->edges[e].next) {
				given[n] = given[g->edges[e].to];
				more |= given[n];
			}
	}
	return given;
}

/* A parameter that is such a pointer is a part of the signature, too. */
static void see_callbacks(struct checking *c)
{
	const struct graph *g = c->s->g;
	uint32_t *given = find_callbacks(c);

	for (uint32_t i = 0; i < g->function_count; i++) {
		const struct function *f = judged(c, i);
		uint32_t use = 0;

		for (unsigned int n = 0; n < USE_ARGS && f && !use; n++)
			use = g->nodes[f->params[n]].type.hold ==
				HOLD_FUNCTION ? given[f->params[n]] : 0;
		if (use)
			report_callback(c, f, given_as_page(c, &g->uses[use - 1]));
	}
	free(given);
}

const struct check check_signature = { .id = "PT009", .all = see_callbacks,
				       .use = see_use, .object = see_object,
				       .node = see_node };
