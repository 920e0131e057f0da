// SPDX-License-Identifier: GPL-2.0-only
/* From solved values to a line for each place that works on pages. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "buf.h"
#include "checks.h"
#include "tablewords.h"
#include "verdicts.h"

struct finder {
	struct checking c;	/* of this only what makes descriptors */
	const struct solved *s;
	const struct graph *g;
	struct verdicts *v;
	node_t *held;		/* of each object: a structure's variable */
	uint32_t *listed;	/* of each object: a use, and 1 */
	uint32_t *into;		/* of each node: the first edge into it */
	uint32_t *into_next;	/* of each edge */
	node_t *edge_from;
	uint32_t *frees;	/* uses */
	size_t free_count, free_capacity;
};

__attribute__((format(printf, 3, 4)))
static void say(struct verdict_line *line, struct place at, const char *format,
		...)
{
	char *before = line->why;	/* may be among the arguments */
	va_list args;

	va_start(args, format);
	if (vasprintf(&line->why, format, args) < 0)
		out_of_memory();
	va_end(args);
	free(before);
	line->at = at;
}

static struct verdict_line *add(struct finder *f, struct place place,
				str_t name, const char *role)
{
	struct verdicts *v = f->v;
	struct verdict_line *line;

	v->list = xgrow(v->list, v->count, &v->capacity, sizeof(*v->list));
	line = &v->list[v->count++];
	*line = (struct verdict_line){ .place = place, .name = name,
				       .role = role };
	return line;
}

/* A pointer to a structure, to pointers, or a folio: no table has that type. */
static bool is_data_type(enum hold hold)
{
	return hold == HOLD_RECORD || hold == HOLD_CONTENT ||
	       hold == HOLD_FOLIO;
}

static bool is_other_memory(str_t name)
{
	const struct api *a = name ? api_role(name, ROLE_OTHER_MEMORY) : NULL;

	return a && a->role == ROLE_OTHER_MEMORY;
}

/* Of a data type, or known for what it holds. */
static bool holds_data(const struct node *node)
{
	return is_data_type(node->type.hold) || is_other_memory(node->name);
}

static const char *type_words(enum hold hold)
{
	if (hold == HOLD_FOLIO)
		return "a folio";
	if (hold == HOLD_RECORD)
		return "a structure that is no page table";
	return hold == HOLD_CONTENT ? "an array of pointers"
				    : "what is listed as other memory";
}

static void note_held(struct finder *f)
{
	const struct graph *g = f->g;

	f->held = xcalloc(g->object_count + 1, sizeof(*f->held));
	for (node_t n = 1; n < g->node_count; n++) {
		const struct elements *of = &f->s->of[n];

		for (uint16_t i = 0; holds_data(&g->nodes[n]) &&
				     i < of->count; i++) {
			uint32_t object = of->list[i].object;

			if (g->objects[object].kind == OBJECT_ALLOCATED &&
			    g->objects[object].family == FAMILY_PAGE &&
			    !f->held[object])
				f->held[object] = n;
		}
	}
}

/* Who takes the address of a page's member keeps the table in a list. */
static void note_listed(struct finder *f)
{
	const struct graph *g = f->g;

	f->listed = xcalloc(g->object_count + 1, sizeof(*f->listed));
	for (uint32_t i = 0; i < g->use_count; i++) {
		const struct use *u = &g->uses[i];
		const struct elements *of = &f->s->of[u->args[0]];

		if (u->kind != USE_MEMBER || !(u->access & ACCESS_ADDRESS) ||
		    is_page_table_member(str_get(u->name)))
			continue;
		for (uint16_t k = 0; u->args[0] && k < of->count; k++)
			if (!f->listed[of->list[k].object])
				f->listed[of->list[k].object] = i + 1;
	}
}

static void note_edges(struct finder *f)
{
	const struct graph *g = f->g;

	f->into = xcalloc(g->node_count + 1, sizeof(*f->into));
	f->into_next = xcalloc(g->edge_count + 1, sizeof(*f->into_next));
	f->edge_from = xcalloc(g->edge_count + 1, sizeof(*f->edge_from));
	for (node_t n = 1; n < g->node_count; n++)
		for (uint32_t e = g->nodes[n].edges; e; e = g->edges[e].next) {
			f->edge_from[e] = n;
			f->into_next[e] = f->into[g->edges[e].to];
			f->into[g->edges[e].to] = e;
		}
}

static bool is_free(const struct use *u)
{
	return u->kind == USE_CALL && u->api && u->subject < u->arg_count &&
	       (u->api->role == ROLE_FREES ||
		u->api->role == ROLE_REMOVES_PAGE ||
		u->api->role == ROLE_REMOVES_TABLE);
}

static void note_frees(struct finder *f)
{
	for (uint32_t i = 0; i < f->g->use_count; i++) {
		if (!is_free(&f->g->uses[i]))
			continue;
		f->frees = xgrow(f->frees, f->free_count, &f->free_capacity,
				 sizeof(*f->frees));
		f->frees[f->free_count++] = i;
	}
}

/* What one architecture allocates, another cannot free. */
static bool is_foreign(struct place a, struct place b)
{
	const char *one = str_get(a.file), *other = str_get(b.file);
	size_t len = reasons_realm(one);

	return in_arch(one) && in_arch(other) &&
	       (len != reasons_realm(other) || strncmp(one, other, len));
}

static void add_pair(struct verdict_line *line, struct place place, str_t name,
		     enum family family, bool by_level)
{
	if (is_foreign(line->place, place))
		return;
	for (size_t i = 0; i < line->pair_count; i++)
		if (line->pairs[i].place.file == place.file &&
		    line->pairs[i].place.line == place.line &&
		    line->pairs[i].place.column == place.column)
			return;
	line->pairs = xgrow(line->pairs, line->pair_count,
			    &line->pair_capacity, sizeof(*line->pairs));
	line->pairs[line->pair_count++] = (struct verdict_pair){
		place, name, family, by_level };
}

static bool is_table(const struct finder *f, uint32_t object)
{
	const struct evidence *e = &f->s->why[object];

	return e->verdict == VERDICT_TABLE && !(e->typed_only && e->mapped);
}

static bool is_copy(const struct finder *f, uint32_t object)
{
	const struct evidence *e = &f->s->why[object];

	return e->copy && e->verdict == VERDICT_UNKNOWN;
}

static bool says_stored(const struct reason *r)
{
	return !strncmp(r->what, "stored into", 11) ||
	       !strncmp(r->what, "put into an entry", 17) ||
	       !strncmp(r->what, "made a page table", 17);
}

/* What an object's reasons say; the one that is nearest is printed. */
static void say_table(const struct finder *f, struct verdict_line *line,
		      uint32_t object)
{
	const struct evidence *e = &f->s->why[object];
	const struct object *o = &f->g->objects[object];
	const struct reason *r = reasons_nearest(&f->s->reasons, e->reasons,
						 line->place, e->typed_only);

	for (uint32_t i = e->reasons; i; i = f->s->reasons.list[i - 1].next)
		line->stored |= says_stored(&f->s->reasons.list[i - 1]);
	line->constructed |= e->constructed;
	line->destructed |= e->destructed;
	line->several |= e->levels && !e->level;
	if (f->listed[object]) {
		const struct use *u = &f->g->uses[f->listed[object] - 1];

		line->listed = u->place;
		line->listed_by = u->name;
	}
	if (line->why)
		return;
	if (r)
		say(line, r->place, "%s: %s%s%s", table_words(line->level),
		    r->what, r->name ? " " : "",
		    r->name ? str_get(r->name) : "");
	else if (o->kind == OBJECT_READ || o->kind == OBJECT_MAYBE)
		say(line, o->place, "%s read from an entry",
		    table_words(line->level));
	else
		say(line, o->place, "%s%s%s", table_words(line->level),
		    o->name ? ": " : " by its type",
		    o->name ? str_get(o->name) : "");
}

static void say_data(const struct finder *f, struct verdict_line *line,
		     uint32_t object)
{
	const struct object *o = &f->g->objects[object];
	const struct evidence *e = &f->s->why[object];
	const struct reason *r = reasons_nearest(&f->s->reasons, e->reasons,
						 line->place, false);

	if (o->kind == OBJECT_MAPPED)
		say(line, o->place, "what a leaf entry maps%s%s",
		    o->name ? ", by " : "", o->name ? str_get(o->name) : "");
	else if (r)
		say(line, r->place, "%s %s", r->what,
		    r->name ? str_get(r->name) : "an entry");
	else
		say(line, o->place, "a leaf entry, not a table");
}

static const char *other_family(enum family family)
{
	switch (family) {
	case FAMILY_SLAB:
		return "a slab object";
	case FAMILY_VMALLOC:
		return "memory of vmalloc()";
	default:
		return NULL;
	}
}

static struct place arrival_of(const struct finder *f, node_t node,
			       uint32_t object)
{
	const struct elements *of = &f->s->of[node];
	const struct place nowhere = { 0 };

	for (uint16_t i = 0; i < of->count; i++)
		if (of->list[i].object == object && of->list[i].from)
			return f->g->edges[of->list[i].edge].place;
	return nowhere;
}

/* Everything that frees an allocated object. */
static void find_frees(const struct finder *f, struct verdict_line *line,
		       uint32_t object)
{
	for (size_t i = 0; i < f->free_count; i++) {
		const struct use *u = &f->g->uses[f->frees[i]];

		if (solved_has(f->s, u->args[u->subject], object))
			add_pair(line, u->place, u->name, u->api->family,
				 false);
	}
}

static bool is_near(struct place a, struct place b)
{
	const char *path = str_get(b.file);
	size_t len = reasons_realm(path);

	return a.file == b.file ||
	       (len && in_arch(path) && !strncmp(str_get(a.file), path, len));
}

/*
 * What an entry held was allocated by somebody of this architecture; what is
 * only known by its type, in the same file or nobody knows where.
 */
static void find_allocations_by_level(const struct finder *f,
				      struct verdict_line *line, bool was_read)
{
	for (uint32_t i = 0; i < f->g->object_count && line->level; i++) {
		const struct object *o = &f->g->objects[i];

		if (o->kind == OBJECT_ALLOCATED && is_table(f, i) &&
		    f->s->why[i].level == line->level &&
		    (was_read ? is_near(o->place, line->place) :
		     o->place.file == line->place.file))
			add_pair(line, o->place, o->name, o->family, true);
	}
}

static void judge_by_function(struct verdict_line *line)
{
	if (line->is || !is_other_memory(line->place.function))
		return;
	line->is = IS_DATA;
	say(line, line->place, "what %s() works on is listed as other memory",
	    str_get(line->place.function));
}

/* What works on pages for everybody calls itself by several names. */
static bool is_body(str_t function)
{
	const struct api *a = function ? api_find(function) : NULL;

	return a && (a->role == ROLE_REMOVES_PAGE ||
		     ((family_is_pages(a->family) ||
		       a->family == FAMILY_RESERVED) &&
		      (a->role == ROLE_FREES || a->role == ROLE_ALLOCATES)));
}

/* What makes descriptors of pages has pages, which come from anywhere. */
static void judge_by_maker(const struct finder *f, struct verdict_line *line)
{
	if (line->is || !line->place.function ||
	    !check_makes_descriptors(&f->c, line->place.function))
		return;
	line->is = IS_DESCRIPTOR;
	say(line, line->place, "%s() is what descriptors are made of",
	    str_get(line->place.function));
}

static bool judge_by_body(struct verdict_line *line)
{
	if (!is_body(line->place.function))
		return false;
	line->is = IS_BODY;
	say(line, line->place, "the body of %s()",
	    str_get(line->place.function));
	return true;
}

/* As long as there is no page allocator, its function asks memblock instead. */
static void find_boot(const struct finder *f, struct verdict_line *line,
		      uint32_t object)
{
	node_t result = f->g->objects[object].result;
	const struct elements *of = &f->s->of[result];

	if (!result || !solved_has(f->s, result, object))
		return;
	for (uint16_t i = 0; i < of->count; i++) {
		const struct object *o = &f->g->objects[of->list[i].object];

		if (o->kind != OBJECT_ALLOCATED || !o->place.line ||
		    o->family != FAMILY_MEMBLOCK || o->result != result)
			continue;
		line->boot = o->place;
		line->boot_by = o->name;
		return;
	}
}

static void see_allocated(struct finder *f, uint32_t object)
{
	const struct object *o = &f->g->objects[object];
	const struct evidence *e = &f->s->why[object];
	struct verdict_line *line;
	node_t held = f->held[object];

	if (o->kind != OBJECT_ALLOCATED || !o->place.line ||
	    o->family != FAMILY_PAGE)
		return;
	line = add(f, o->place, o->name, "allocates");
	if (judge_by_body(line))
		return;
	line->level = e->level;
	line->object = object + 1;
	find_frees(f, line, object);
	find_boot(f, line, object);
	if (is_table(f, object) && e->shared) {
		line->is = IS_BOTH;
		say_table(f, line, object);
	} else if (is_table(f, object)) {
		line->is = IS_TABLE;
		say_table(f, line, object);
	} else if (is_copy(f, object)) {
		line->is = IS_COPY;
		say(line, o->place, "entries copied aside, which never leave %s()",
		    str_get(o->place.function));
	} else if (e->verdict == VERDICT_DATA) {
		line->is = IS_DATA;
		say_data(f, line, object);
	} else if (held) {
		line->is = IS_DATA;
		say(line, arrival_of(f, held, object), "held as %s%s%s",
		    type_words(f->g->nodes[held].type.hold),
		    f->g->nodes[held].name ? ", by " : "",
		    f->g->nodes[held].name ?
			    str_get(f->g->nodes[held].name) : "");
	}
	judge_by_function(line);
}

/* Something of a structure's type that goes into a node, without a call. */
static node_t find_typed(const struct finder *f, node_t node, int depth)
{
	if (!node || holds_data(&f->g->nodes[node]))
		return node;
	for (uint32_t e = f->into[node]; e && depth; e = f->into_next[e]) {
		node_t found;

		if (f->g->edges[e].step == STEP_PASSED ||
		    f->g->edges[e].step == STEP_LISTED)
			continue;
		found = find_typed(f, f->edge_from[e], depth - 1);
		if (found)
			return found;
	}
	return 0;
}

/* The ways that a value is looked for back: an expression has few. */
#define TYPED_DEPTH 6

static void judge_by_type(const struct finder *f, struct verdict_line *line,
			  node_t node, enum hold bare)
{
	node_t typed = find_typed(f, node, TYPED_DEPTH);

	if (typed) {
		line->is = IS_DATA;
		say(line, line->place, "held as %s%s%s",
		    type_words(f->g->nodes[typed].type.hold),
		    f->g->nodes[typed].name ? ", by " : "",
		    f->g->nodes[typed].name ?
			    str_get(f->g->nodes[typed].name) : "");
	} else if (is_data_type(bare)) {
		line->is = IS_DATA;
		say(line, line->place, "its type is that of %s",
		    type_words(bare));
	}
}

/* What a list says of something that is handed to a function. */
static const char *handed_as(const struct api *a, enum verdict_is *is)
{
	switch (a->role) {
	case ROLE_CONSTRUCTS:
	case ROLE_DESTRUCTS:
	case ROLE_POPULATES:
	case ROLE_TAKES_TABLE:
	case ROLE_REMOVES_TABLE:
		*is = IS_TABLE;
		return "a page table, as it is given to";
	case ROLE_MAPS:
		*is = IS_DATA;
		return "no page table, as it is given to";
	default:
		return NULL;
	}
}

/* The same value under other names; more would only cost time. */
#define MOST_COMPANY 16

struct company {
	node_t nodes[MOST_COMPANY];
	unsigned int count;
};

static bool is_same_value(const struct edge *e)
{
	return e->flow != FLOW_NUMBER && e->flow != FLOW_INDEX &&
	       (e->step == STEP_NONE || e->step == STEP_ASSIGNED ||
		e->step == STEP_CONVERTED);
}

static void join_company(struct company *c, node_t node)
{
	for (unsigned int i = 0; i < c->count; i++)
		if (c->nodes[i] == node)
			return;
	if (c->count < MOST_COMPANY)
		c->nodes[c->count++] = node;
}

/* What a value is assigned to, and what it was taken from if that is one. */
static struct company find_company(const struct finder *f, node_t node)
{
	struct company c = { .nodes = { node }, .count = 1 };
	uint32_t e;

	for (unsigned int i = 0; i < c.count; i++)
		for (e = f->g->nodes[c.nodes[i]].edges; e;
		     e = f->g->edges[e].next)
			if (is_same_value(&f->g->edges[e]))
				join_company(&c, f->g->edges[e].to);
	for (e = f->into[node]; e && !f->into_next[e]; e = f->into[node]) {
		node = f->edge_from[e];
		if (!is_same_value(&f->g->edges[e]) ||
		    c.count == MOST_COMPANY)
			break;
		join_company(&c, node);
	}
	return c;
}

static bool is_in_company(const struct company *c, const struct use *u)
{
	if (u->kind != USE_CALL || !u->api || u->subject >= u->arg_count)
		return false;
	for (unsigned int i = 0; i < c->count; i++)
		if (c->nodes[i] && u->args[u->subject] == c->nodes[i])
			return true;
	return false;
}

/* A value of which nobody knows where it began: what else is done with it? */
static void judge_by_company(const struct finder *f, struct verdict_line *line,
			     node_t node)
{
	struct company company;

	if (!node)
		return;
	company = find_company(f, node);
	for (uint32_t i = 0; i < f->g->use_count; i++) {
		const struct use *u = &f->g->uses[i];
		const char *words;

		if (!is_in_company(&company, u))
			continue;
		words = handed_as(u->api, &line->is);
		if (!words)
			continue;
		line->level = u->api->level;
		line->constructed |= u->api->role == ROLE_CONSTRUCTS;
		line->destructed |= u->api->role == ROLE_DESTRUCTS;
		say(line, u->place, "%s %s", words, str_get(u->name));
		return;
	}
}

/*
 * Data for certain: who walks tables may map them read-only, too, and those of
 * slab objects as well.
 */
static bool is_certain(const struct object *o)
{
	return o->kind == OBJECT_MAPPED || o->kind == OBJECT_MAYBE ||
	       (o->kind == OBJECT_ALLOCATED && o->family == FAMILY_PAGE);
}

struct seen {
	bool table, data, copy, family;
	uint32_t table_object, data_object, copy_object, family_object;
};

static struct seen see_elements(const struct finder *f, node_t node)
{
	const struct elements *of = &f->s->of[node];
	struct seen seen = { 0 };

	for (uint16_t i = 0; node && i < of->count; i++) {
		uint32_t n = of->list[i].object;
		const struct object *o = &f->g->objects[n];

		if (is_table(f, n)) {
			/* What was allocated has the longer story to tell. */
			if (!seen.table || o->kind == OBJECT_ALLOCATED)
				seen.table_object = n;
			seen.table = true;
		} else if (is_copy(f, n)) {
			seen.copy = true;
			seen.copy_object = n;
		} else if (f->s->why[n].verdict == VERDICT_DATA ||
			   (o->kind == OBJECT_ALLOCATED && f->held[n])) {
			if (!seen.data || is_certain(o))
				seen.data_object = n;
			seen.data = true;
		} else if (o->kind == OBJECT_ALLOCATED &&
			   other_family(o->family)) {
			seen.family = true;
			seen.family_object = n;
		}
	}
	return seen;
}

static void say_held(const struct finder *f, struct verdict_line *line,
		     uint32_t object)
{
	node_t held = f->held[object];

	if (f->s->why[object].verdict == VERDICT_DATA)
		say_data(f, line, object);
	else
		say(line, arrival_of(f, held, object), "held as %s",
		    type_words(f->g->nodes[held].type.hold));
}

static void pair_allocations(const struct finder *f, struct verdict_line *line,
			     node_t node)
{
	const struct elements *of = &f->s->of[node];
	bool was_read = false;

	for (uint16_t i = 0; i < of->count; i++) {
		const struct object *o = &f->g->objects[of->list[i].object];

		if (o->kind == OBJECT_ALLOCATED && o->place.line &&
		    is_table(f, of->list[i].object))
			add_pair(line, o->place, o->name, o->family, false);
		was_read |= is_table(f, of->list[i].object) &&
			    (o->kind == OBJECT_READ || o->kind == OBJECT_MAYBE);
	}
	if (!line->pair_count)
		find_allocations_by_level(f, line, was_read);
}

/* And what says that it is data, too. */
static void say_both(const struct finder *f, struct verdict_line *line,
		     uint32_t object)
{
	struct verdict_line data = { .place = line->place };

	say_held(f, &data, object);
	say(line, line->at, "%s; and data: %s at %s:%u", line->why, data.why,
	    str_get(data.at.file), data.at.line);
	free(data.why);
}

static enum rep form_of(const struct finder *f, node_t node, uint32_t object)
{
	const struct elements *of = &f->s->of[node];

	for (uint16_t i = 0; i < of->count; i++)
		if (of->list[i].object == object)
			return of->list[i].rep;
	return REP_NONE;
}

static void judge_value(const struct finder *f, struct verdict_line *line,
			node_t node, enum hold bare)
{
	struct seen seen = see_elements(f, node);
	const struct object *o;

	line->node = node;
	if (seen.table) {
		struct element el = { .object = seen.table_object };

		seen.data &= is_certain(&f->g->objects[seen.data_object]);
		line->is = seen.data ? IS_BOTH : IS_TABLE;
		line->form = form_of(f, node, seen.table_object);
		line->level = node_level(f->s, node, &el);
		say_table(f, line, seen.table_object);
		if (seen.data)
			say_both(f, line, seen.data_object);
		return;
	}
	if (seen.copy) {
		o = &f->g->objects[seen.copy_object];
		line->is = IS_COPY;
		say(line, o->place, "entries copied aside, which never leave %s()",
		    str_get(o->place.function));
	} else if (seen.data) {
		line->is = IS_DATA;
		say_held(f, line, seen.data_object);
	} else if (seen.family) {
		o = &f->g->objects[seen.family_object];
		line->is = IS_DATA;
		say(line, o->place, "%s", other_family(o->family));
	} else {
		judge_by_type(f, line, node, bare);
	}
	if (!line->is)
		judge_by_company(f, line, node);
	judge_by_function(line);
}

static const char *role_words(const struct api *a)
{
	switch (a->role) {
	case ROLE_FREES:
		return "frees";
	case ROLE_REMOVES_PAGE:
		return "removes-page";
	case ROLE_REMOVES_TABLE:
		return "removes-table";
	case ROLE_HANDLES_PAGE:
		return "state";
	case ROLE_IGNORED:
		return a->asks ? "state" : NULL;
	default:
		return NULL;
	}
}

/* tlb_remove_table as a value: whoever calls it hands it a table's memory. */
static void see_named(struct finder *f, const struct use *u)
{
	struct verdict_line *line;

	if (!role_words(u->api))
		return;
	line = add(f, u->place, u->name, role_words(u->api));
	if (u->api->role != ROLE_REMOVES_TABLE)
		return;
	line->is = IS_TABLE;
	line->form = REP_ADDRESS;
	say(line, u->place, "the function as a value, which takes the memory of a table");
}

/* What the gather calls in the end is given all that it took. */
static bool is_gather(str_t function)
{
	return function && api_role(function, ROLE_REMOVES_TABLE);
}

static void see_call(struct finder *f, const struct use *u)
{
	const char *role = u->api ? role_words(u->api) : NULL;
	struct verdict_line *line;
	node_t node;

	if (u->kind == USE_NAMED) {
		see_named(f, u);
		return;
	}
	if (is_page_based_api(str_get(u->name))) {
		if (u->types[0].hold != HOLD_PTDESC &&
		    u->types[1].hold != HOLD_PTDESC)
			return;
		line = add(f, u->place, u->name, "api");
		line->is = IS_DESCRIPTOR;
		say(line, u->place, "takes a struct ptdesc in this tree");
		return;
	}
	if (!role || u->subject >= u->arg_count || u->kind == USE_DEFINE)
		return;
	node = u->args[u->subject];
	line = add(f, u->place, u->name, role);
	if (judge_by_body(line))
		return;
	line->gather = is_gather(u->place.function);
	judge_value(f, line, node, u->from[u->subject]);
	judge_by_maker(f, line);
	line->reserved = u->api->family == FAMILY_RESERVED;
	if (u->api->role == ROLE_FREES && line->is == IS_TABLE)
		pair_allocations(f, line, node);
}

static void see_member(struct finder *f, const struct use *u)
{
	struct verdict_line *line = add(f, u->place, u->name, "member");

	judge_value(f, line, u->args[0], u->from[0]);
	judge_by_maker(f, line);
}

static bool passes(const struct finder *f, const struct use *u, node_t param,
		   enum hold *hold)
{
	const struct function *callee;

	if (u->kind != USE_CALL || !u->callee ||
	    u->callee != f->g->nodes[param].function)
		return false;
	callee = &f->g->functions[u->callee - 1];
	for (unsigned int i = 0; i < u->arg_count; i++)
		if (callee->params[i] == param) {
			*hold = u->from[i];
			return true;
		}
	return false;
}

/*
 * A parameter of a macro has no type: it has that of what is passed, if that
 * is a structure everywhere.
 */
static void judge_parameter(const struct finder *f, struct verdict_line *line,
			    node_t param)
{
	struct place at = { 0 };
	enum hold hold;

	for (uint32_t i = 0; param && i < f->g->use_count; i++) {
		if (!passes(f, &f->g->uses[i], param, &hold))
			continue;
		if (hold != HOLD_RECORD)
			return;
		at = f->g->uses[i].place;
	}
	if (!at.line)
		return;
	line->is = IS_OTHER;
	say(line, at, "a member of what is passed: another structure");
}

static void see_other(struct finder *f, const struct use *u)
{
	struct verdict_line *line = add(f, u->place, u->name, "member");

	if (!u->record || !*str_get(u->record)) {
		judge_parameter(f, line, u->args[0]);
		return;
	}
	line->is = IS_OTHER;
	say(line, u->place, "a member of struct %s", str_get(u->record));
}

void verdicts_find(const struct solved *s, struct verdicts *v)
{
	struct finder f = { .c = { .s = s }, .s = s, .g = s->g, .v = v };

	check_find_parts(&f.c);
	note_held(&f);
	note_listed(&f);
	note_edges(&f);
	note_frees(&f);
	for (uint32_t i = 0; i < f.g->object_count; i++)
		see_allocated(&f, i);
	for (uint32_t i = 0; i < f.g->use_count; i++) {
		const struct use *u = &f.g->uses[i];

		if (!u->place.line)
			continue;
		if (u->name && (u->kind == USE_CALL || u->kind == USE_NAMED ||
				u->kind == USE_DEFINE))
			see_call(&f, u);
		else if (u->kind == USE_MEMBER)
			see_member(&f, u);
		else if (u->kind == USE_OTHER_MEMBER)
			see_other(&f, u);
	}
	free(f.held);
	free(f.listed);
	free(f.into);
	free(f.into_next);
	free(f.edge_from);
	free(f.frees);
	slots_free(&f.c.parts);
}
