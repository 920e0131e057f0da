// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pairs by name: pmd_alloc_one() and pmd_free() are about the same tables,
 * page_table_alloc() and page_table_free() are, too.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "check/tablewords.h"
#include "half.h"

/* A function, by its file and name, and what it does with tables. */
struct owner {
	str_t file, function;
	const struct object *allocation;
	const struct use *free;
	const struct use *ctor, *dtor;
	const struct use *first;	/* any use in it */
	bool several;			/* allocations or frees that differ */
};

struct owners {
	const struct solved *s;
	struct slots slots;
	struct owner *list;
	size_t count, capacity;
	bool *escapes;			/* of each object: others get it */
};

/* Parts of names that say what is done, not with what. */
static bool says_nothing(const char *text, size_t len, bool common)
{
	const struct api *part = api_listed(str_find(text, len), ROLE_PART);

	return part && part->verb && (part->common || !common);
}

/* @common: without the parts only that every architecture's names have. */
static char *stem_of(const char *name, bool common)
{
	struct buf b = { 0 };

	buf_puts(&b, "");
	while (*name) {
		size_t len = strcspn(name, "_");

		if (len && !says_nothing(name, len, common)) {
			if (b.len)
				buf_puts(&b, "_");
			buf_add(&b, name, len);
		}
		name += len + (name[len] == '_');
	}
	return b.data;
}

static struct owner *owner_of(struct owners *o, struct place place)
{
	uint64_t key = place_owner(place);
	uint32_t number = slots_get(&o->slots, key, NULL, NULL);

	if (!number) {
		GROW(o->list, o->count, o->capacity);
		o->list[o->count++] = (struct owner){
			.file = place.file, .function = place.function,
		};
		number = (uint32_t)o->count;
		slots_add(&o->slots, key, number);
	}
	return &o->list[number - 1];
}

static void mark(struct owners *o, node_t node)
{
	const struct elements *of = &o->s->of[node];

	for (uint16_t i = 0; i < of->count; i++)
		o->escapes[of->list[i].object] = true;
}

/* What a function gives to others: as its result, in a member, in an entry. */
static void find_escapes(struct owners *o)
{
	const struct graph *g = o->s->g;

	o->escapes = xcalloc(g->object_count + 1, sizeof(*o->escapes));
	for (node_t n = 1; n < g->node_count; n++)
		if (g->nodes[n].is_result || g->nodes[n].leaves)
			mark(o, n);
	for (uint32_t i = 0; i < g->use_count; i++) {
		const struct use *u = &g->uses[i];

		if (u->kind == USE_CALL && u->api &&
		    u->subject < u->arg_count &&
		    u->api->role == ROLE_POPULATES)
			mark(o, u->args[u->subject]);
	}
}

/* The one allocation that the function gives to somebody else. */
static void see_object(struct owners *o, uint32_t number)
{
	const struct object *object = &o->s->g->objects[number];
	struct owner *owner;

	if (object->kind != OBJECT_ALLOCATED || !object->place.function ||
	    !object->family || o->s->why[number].verdict != VERDICT_TABLE ||
	    !o->escapes[number])
		return;
	owner = owner_of(o, object->place);
	if (owner->allocation && owner->allocation->family != object->family)
		owner->several = true;
	owner->allocation = object;
}

/* Can a free be that of a table that another function allocated? */
static bool frees_others(const struct owners *o, const struct use *u)
{
	const struct elements *of = &o->s->of[u->args[u->subject]];

	for (uint16_t i = 0; i < of->count; i++) {
		const struct object *object =
			&o->s->g->objects[of->list[i].object];

		if (solved_is_table(o->s, &of->list[i]) &&
		    (object->kind != OBJECT_ALLOCATED ||
		     object->place.function != u->place.function))
			return true;
	}
	return false;
}

static bool is_gather(const struct use *u)
{
	return u->api->role == ROLE_REMOVES_PAGE ||
	       u->api->role == ROLE_REMOVES_TABLE;
}

/* The one free of a table that somebody else allocated. */
static void see_free(struct owners *o, struct owner *owner,
		     const struct use *u)
{
	bool frees = u->api->role == ROLE_FREES &&
		     family_is_pages(u->api->family);

	if ((!frees && !is_gather(u)) || u->subject >= u->arg_count ||
	    !frees_others(o, u))
		return;
	if (owner->free && (is_gather(owner->free) != is_gather(u) ||
			    owner->free->api->family != u->api->family))
		owner->several = true;
	owner->free = u;
}

/*
 * A name with that part is enough: what a function of another name does for
 * this one is not followed.
 */
static bool has_part(const char *text, size_t len, bool destructs)
{
	const struct api *part = NULL;
	const char *end = text + len;

	while ((part = api_next(ROLE_PART, part))) {
		const char *word = str_get(part->name), *at = text;

		if (destructs ? !part->destructs : !part->constructs)
			continue;
		while ((at = memmem(at, (size_t)(end - at), word,
				    strlen(word)))) {
			if (at > text && at[-1] == '_')
				return true;
			at++;
		}
	}
	return false;
}

bool half_constructs(const char *text, size_t len)
{
	return has_part(text, len, false);
}

bool half_destructs(const char *text, size_t len)
{
	return has_part(text, len, true);
}

static void see_use(struct owners *o, const struct use *u)
{
	struct owner *owner;

	if (u->kind != USE_CALL || !u->place.function)
		return;
	owner = owner_of(o, u->place);
	if (!owner->first)
		owner->first = u;
	if (half_constructs(str_get(u->name), strlen(str_get(u->name))))
		owner->ctor = u;
	if (half_destructs(str_get(u->name), strlen(str_get(u->name))))
		owner->dtor = u;
	if (u->api)
		see_free(o, owner, u);
}

/* Is it known for freeing what somebody else allocated? */
static bool takes_table(str_t function)
{
	return api_role(function, ROLE_TAKES_TABLE);
}

struct into {
	struct half **list;
	size_t *count, *capacity;
};

static void add_half(struct into *to, const struct owner *o, struct half half,
		     struct place place)
{
	const char *name = str_get(o->function);

	if (*to->count > MAX_HALVES)
		return;
	*to->list = xgrow(*to->list, *to->count, to->capacity,
			  sizeof(**to->list));
	half.file = o->file;
	half.function = o->function;
	half.line = place.line;
	half.column = place.column;
	half.dtor = !half.allocates && o->dtor ? o->dtor->place.line
					       : place.line;
	half.stem = stem_of(name, false);
	half.common_stem = stem_of(name, true);
	(*to->list)[(*to->count)++] = half;
}

/* pagetable_free() and its kin are no halves of what uses them. */
static bool is_allocator(str_t function)
{
	const struct api *a = api_find(function);

	return a && (a->role == ROLE_ALLOCATES || a->role == ROLE_FREES);
}

static void add_halves(struct into *to, const struct owner *o)
{
	const struct object *a = o->allocation;
	const struct use *f = o->free;

	if (o->several || is_allocator(o->function) ||
	    !is_table_path(str_get(o->file)))
		return;
	if (a && family_is_pages(a->family))
		add_half(to, o, (struct half){
			.allocates = true,
			.new_family = a->family == FAMILY_PTDESC,
			.constructs = o->ctor,
		}, a->place);
	if (f)
		add_half(to, o, (struct half){
			.new_family = f->api->family == FAMILY_PTDESC ||
				      f->api->as == REP_PTDESC,
			.constructs = o->dtor, .gather = is_gather(f),
		}, f->place);
	else if (o->first && (o->dtor || takes_table(o->function)))
		add_half(to, o, (struct half){
			.constructs = o->dtor, .handed = true,
		}, o->dtor ? o->dtor->place : o->first->place);
}

void halves_find(const struct solved *s, struct half **list, size_t *count,
		 size_t *capacity)
{
	struct owners all = { .s = s };
	struct into to = { list, count, capacity };

	find_escapes(&all);
	for (uint32_t i = 0; i < s->g->object_count; i++)
		see_object(&all, i);
	for (uint32_t i = 0; i < s->g->use_count; i++)
		see_use(&all, &s->g->uses[i]);
	for (size_t i = 0; i < all.count; i++)
		add_halves(&to, &all.list[i]);
	slots_free(&all.slots);
	free(all.list);
	free(all.escapes);
}

void halves_free(struct half *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(list[i].stem);
		free(list[i].common_stem);
	}
	free(list);
}
