// SPDX-License-Identifier: GPL-2.0-only
/* PT006: allocated in one family and freed in another. */
#include <string.h>

#include "checks.h"

static bool is_api_free(str_t function)
{
	const struct api *a = api_role(function, ROLE_TAKES_TABLE);

	return a && a->role == ROLE_TAKES_TABLE;
}

static bool is_at_home(const char *path, const char *home)
{
	size_t len = reasons_realm(home);

	return !strcmp(path, home) || (len && !strncmp(path, home, len));
}

static void report_allocation(struct checking *c, const struct object *o,
			      const struct element *el)
{
	if (!check_is_own(c, o->place.function))
		check_report(c, o->place, el,
			     "allocate it by pagetable_alloc()",
			     "%s() gives what is freed as a struct ptdesc",
			     str_get(o->name));
}

static void report_free(struct checking *c, struct place place,
			const struct element *el, const struct use *u)
{
	const struct object *o = &c->s->g->objects[el->object];

	if (o->order && !o->compound)
		check_report(c, place, el, "allocate it by pagetable_alloc()",
			     "%s() cannot know the order of what %s() gave",
			     str_get(u->name), str_get(o->name));
	else
		check_report(c, place, el, "allocate it by pagetable_alloc()",
			     "%s() frees what %s() gave", str_get(u->name),
			     str_get(o->name));
}

/*
 * The function of the API that frees a table is right for all others that it
 * frees, and so is generic code that calls it: told are the calls by those who
 * allocated it.
 */
static void report_calls(struct checking *c, const struct use *u,
			 const struct element *el)
{
	const struct graph *g = c->s->g;
	const struct object *o = &g->objects[el->object];
	uint32_t function = g->nodes[u->function].function;

	for (uint32_t i = 0; i < g->use_count; i++) {
		const struct use *call = &g->uses[i];

		if (call->kind == USE_CALL && call->callee == function &&
		    call->subject < call->arg_count &&
		    !is_api_free(call->place.function) &&
		    is_at_home(str_get(call->place.file),
			       str_get(o->place.file)) &&
		    solved_has(c->s, call->args[call->subject], el->object))
			report_free(c, call->place, el, u);
	}
}

static void see_page(struct checking *c, const struct use *u,
		     const struct element *el)
{
	const struct object *o = &c->s->g->objects[el->object];

	report_allocation(c, o, el);
	/* In one file both ends are somebody's to change. */
	if (is_api_free(u->place.function) && u->place.file != o->place.file)
		report_calls(c, u, el);
	else
		report_free(c, u->place, el, u);
}

static void see_element(struct checking *c, const struct use *u,
			const struct element *el, enum family freed)
{
	const struct object *o = &c->s->g->objects[el->object];
	const struct evidence *e = &c->s->why[el->object];

	if (o->kind != OBJECT_ALLOCATED || !solved_is_table(c->s, el) ||
	    (e->typed_only && e->mapped))
		return;
	if (o->family == FAMILY_PAGE && freed == FAMILY_PTDESC)
		see_page(c, u, el);
	else if (o->family == FAMILY_PTDESC && freed == FAMILY_PAGE)
		check_report(c, u->place, el, "use pagetable_free()",
			     "%s() frees what %s() gave", str_get(u->name),
			     str_get(o->name));
}

/* Tables of a guest, that the kernel's function for its own ones frees. */
static void see_own(struct checking *c, const struct use *u)
{
	const struct element *el = check_own_table(c, u);

	if (!el || !check_is_freed_as(c, check_taken(c, u), FAMILY_PTDESC))
		return;
	report_allocation(c, &c->s->g->objects[el->object], el);
	report_free(c, u->place, el, u);
}

static void see(struct checking *c, const struct use *u)
{
	enum family freed = check_taken_by(u);
	const struct elements *of;

	see_own(c, u);
	if (!freed || check_is_own(c, u->place.function) ||
	    !check_can_be_there(u->place))
		return;
	of = &c->s->of[u->args[u->subject]];
	for (uint16_t i = 0; i < of->count; i++)
		see_element(c, u, &of->list[i], freed);
}

const struct check check_family = { .id = "PT006", .use = see };
