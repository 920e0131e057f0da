// SPDX-License-Identifier: GPL-2.0-only
/* Running the checks, and what they share. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "checks.h"
#include "tablewords.h"

#define CHECK(name, id)							\
	extern const struct check check_##name;
#include "checks.def"
#undef CHECK

static const struct check *const all[] = {
#define CHECK(name, id)	&check_##name,
#include "checks.def"
#undef CHECK
};

/* A chain shows where a value began, and how it came here: not all of it. */
#define LONGEST_WAY 6
/* Longer names are cut: nobody writes them. */
#define LONGEST_NAME 200

static bool is_disabled(const char *disabled, const char *id)
{
	return disabled && has_word(disabled, strlen(disabled), id,
				    strlen(id));
}

static void run_one(struct checking *c)
{
	const struct graph *g = c->s->g;

	c->about = 0;
	if (c->check->all)
		c->check->all(c);
	for (uint32_t i = 0; c->check->object && i < g->object_count; i++) {
		c->about = g->objects[i].name;
		c->check->object(c, i);
	}
	for (uint32_t i = 0; c->check->use && i < g->use_count; i++) {
		c->about = g->uses[i].name;
		c->check->use(c, &g->uses[i]);
	}
	c->about = 0;
	for (node_t n = 1; c->check->node && n < g->node_count; n++)
		c->check->node(c, n);
}

void checks_run(const struct solved *s, struct findings *findings,
		const char *disabled)
{
	struct checking c = { .s = s, .findings = findings };

	lifetimes_follow(&c.lifetimes, s);
	check_find_parts(&c);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		c.check = all[i];
		if (!is_disabled(disabled, c.check->id))
			run_one(&c);
	}
	lifetimes_free(&c.lifetimes);
	slots_free(&c.parts);
}

bool check_can_be_there(struct place place)
{
	const char *path = str_get(place.file);

	return *path == '/' || is_table_path(path);
}

static const struct element *given_to_level(const struct checking *c,
					    const struct use *u)
{
	const struct elements *of = &c->s->of[u->args[u->subject]];

	for (uint16_t i = 0; i < of->count; i++) {
		const struct object *o =
			&c->s->g->objects[of->list[i].object];

		if (o->kind == OBJECT_ALLOCATED && o->family == FAMILY_PAGE)
			return &of->list[i];
	}
	return NULL;
}

const struct element *check_own_table(const struct checking *c,
				      const struct use *u)
{
	const struct graph *g = c->s->g;
	const struct element *el = NULL;

	if (u->kind != USE_CALL || !u->api || !u->api->level ||
	    u->api->role != ROLE_TAKES_TABLE || check_can_be_there(u->place))
		return NULL;
	for (uint32_t i = 0; i < g->use_count && !el; i++) {
		const struct use *other = &g->uses[i];

		if (other->kind == USE_CALL && other->api &&
		    other->api->role == ROLE_POPULATES &&
		    other->api->level == u->api->level &&
		    other->place.file == u->place.file &&
		    other->subject < other->arg_count)
			el = given_to_level(c, other);
	}
	return el;
}

int64_t check_taken(const struct checking *c, const struct use *u)
{
	const struct elements *of;

	if (!u->callee || u->subject >= USE_ARGS)
		return -1;
	of = &c->s->of[c->s->g->functions[u->callee - 1].params[u->subject]];
	for (uint16_t i = 0; i < of->count; i++)
		if (!of->list[i].from)
			return of->list[i].object;
	return -1;
}

enum family check_taken_by(const struct use *u)
{
	if (u->kind != USE_CALL || !u->api || u->subject >= u->arg_count)
		return FAMILY_NONE;
	if (u->api->role == ROLE_FREES)
		return u->api->family;
	if (u->api->role == ROLE_REMOVES_TABLE && u->api->as == REP_PTDESC)
		return FAMILY_PTDESC;
	return FAMILY_NONE;
}

bool check_is_freed_as(const struct checking *c, int64_t object,
		       enum family family)
{
	const struct graph *g = c->s->g;

	for (uint32_t i = 0; i < g->use_count && object >= 0; i++) {
		const struct use *u = &g->uses[i];

		if (check_taken_by(u) == family &&
		    solved_has(c->s, u->args[u->subject], object))
			return true;
	}
	return false;
}

const struct element *check_element_of(const struct checking *c,
				       const struct use *u, uint32_t object)
{
	for (unsigned int n = 0; n < u->arg_count; n++) {
		const struct elements *of = &c->s->of[u->args[n]];

		for (uint16_t i = 0; u->args[n] && i < of->count; i++)
			if (of->list[i].object == object)
				return &of->list[i];
	}
	return NULL;
}

bool check_any_slab(const struct checking *c, node_t node)
{
	const struct elements *of = &c->s->of[node];

	for (uint16_t i = 0; i < of->count; i++)
		if (c->s->g->objects[of->list[i].object].family == FAMILY_SLAB &&
		    !c->s->why[of->list[i].object].kept)
			return true;
	return false;
}

bool check_any_others(const struct checking *c, node_t node)
{
	return check_any_slab(c, node) || solved_any_data(c->s, node);
}

const struct element *check_table_as(const struct checking *c, node_t node,
				     enum rep rep)
{
	const struct elements *of = &c->s->of[node];

	for (uint16_t i = 0; i < of->count; i++)
		if (solved_is_table(c->s, &of->list[i]) &&
		    of->list[i].rep == rep)
			return &of->list[i];
	return NULL;
}

bool check_is_deliberate(const struct checking *c,
			 const struct element *el)
{
	const struct graph *g = c->s->g;

	while (el->from) {
		const struct element *from =
			&c->s->of[el->from].list[el->from_index];

		/* Whose page an address has is not what was asked. */
		if ((el->rep == REP_PAGE || el->rep == REP_FOLIO) &&
		    from->rep == REP_ADDRESS)
			return false;
		if (g->edges[el->edge].step == STEP_CONVERTED &&
		    (from->rep == REP_PTDESC ||
		     g->nodes[el->from].type.hold == HOLD_PTDESC))
			return true;
		el = from;
	}
	return false;
}

const char *table_words(enum level level)
{
	static const char *const words[LEVEL_COUNT] = {
		[LEVEL_NONE] = "a page table",
		[LEVEL_PTE] = "a PTE table",
		[LEVEL_PMD] = "a PMD table",
		[LEVEL_PUD] = "a PUD table",
		[LEVEL_P4D] = "a P4D table",
		[LEVEL_PGD] = "a PGD table",
	};

	return words[level];
}

enum level element_level(const struct solved *s, const struct element *el)
{
	return s->why[el->object].level;
}

enum level node_level(const struct solved *s, node_t node,
		      const struct element *el)
{
	const struct elements *of = &s->of[node];
	enum level level = element_level(s, el);

	for (uint16_t i = 0; i < of->count; i++) {
		const struct element *other = &of->list[i];

		/* What is passed has no level by itself. */
		if (!solved_is_table(s, other) ||
		    s->g->objects[other->object].kind == OBJECT_PARAMETER)
			continue;
		if (level && element_level(s, other) != level)
			return LEVEL_NONE;
		level = element_level(s, other);
	}
	return level;
}

static void link_origin(struct checking *c, struct finding *f, uint32_t object)
{
	const struct object *o = &c->s->g->objects[object];
	struct buf what = { 0 };

	switch (o->kind) {
	case OBJECT_ALLOCATED:
		buf_puts(&what, "allocated by ");
		buf_puts(&what, str_get(o->name));
		buf_puts(&what, "()");
		break;
	case OBJECT_READ:
	case OBJECT_MAYBE:
		buf_puts(&what, table_words(o->level));
		buf_puts(&what, " read from an entry");
		break;
	case OBJECT_TYPED:
		buf_puts(&what, table_words(o->level));
		buf_puts(&what, o->name ? ": " : " by its type");
		buf_puts(&what, str_get(o->name));
		break;
	case OBJECT_STATIC:
		buf_puts(&what, "a page table in the kernel's image: ");
		buf_puts(&what, str_get(o->name));
		break;
	default:
		buf_puts(&what, "from the caller: ");
		buf_puts(&what, str_get(o->name));
		break;
	}
	if (o->place.line)
		finding_chain(f, str_get(o->place.file), o->place.line,
			      what.data);
	buf_free(&what);
}

static void link_evidence(struct checking *c, struct finding *f,
			  struct place place, uint32_t object)
{
	const struct evidence *e = &c->s->why[object];
	const struct reason *r = reasons_nearest(&c->s->reasons, e->reasons,
						 place, e->typed_only);
	struct buf what = { 0 };

	if (!r)
		return;
	buf_puts(&what, r->what);
	if (r->name) {
		buf_puts(&what, " ");
		buf_puts(&what, str_get(r->name));
	}
	finding_chain(f, str_get(r->place.file), r->place.line, what.data);
	buf_free(&what);
}

static const char *step_words(const struct edge *edge)
{
	switch ((enum step)edge->step) {
	case STEP_ASSIGNED:
		return "assigned to ";
	case STEP_PASSED:
		return "passed as ";
	case STEP_RETURNED:
		return "returned by ";
	case STEP_LISTED:
		return "put into the list ";
	default:
		return NULL;
	}
}

static void link_way(struct checking *c, struct finding *f,
		     const struct element *el, int depth)
{
	const struct graph *g = c->s->g;
	const struct edge *edge;
	const char *words;
	struct buf what = { 0 };

	if (!el->from || !depth)
		return;
	edge = &g->edges[el->edge];
	words = step_words(edge);
	link_way(c, f, &c->s->of[el->from].list[el->from_index],
		 depth - (words ? 1 : 0));
	if (!words || !edge->place.line || !g->nodes[edge->to].name ||
	    !strcmp(str_get(g->nodes[edge->to].name), "__mptr"))
		return;
	buf_puts(&what, words);
	buf_puts(&what, str_get(g->nodes[edge->to].name));
	finding_chain(f, str_get(edge->place.file), edge->place.line,
		      what.data);
	buf_free(&what);
}

void check_report(struct checking *c, struct place place,
		  const struct element *el, const char *advice,
		  const char *message, ...)
{
	struct finding *f;
	char text[512], function[LONGEST_NAME + 1];
	va_list args;

	if (c->findings->most && c->findings->count >= c->findings->most) {
		c->findings->left_out++;
		return;
	}
	va_start(args, message);
	vsnprintf(text, sizeof(text), message, args);
	va_end(args);
	snprintf(function, sizeof(function), "%s", str_get(place.function));
	f = findings_add(c->findings, c->check->id, str_get(place.file),
			 place.line, place.column,
			 place.function ? function : NULL, text, advice);
	f->about = c->about;
	if (el) {
		f->object = el->object + 1;
		f->element = el;
		link_origin(c, f, el->object);
		link_evidence(c, f, place, el->object);
		link_way(c, f, el, LONGEST_WAY);
	}
}
