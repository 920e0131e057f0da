// SPDX-License-Identifier: GPL-2.0-only
/* Which uses can change or see the state of which page table. */
#include <stdlib.h>

#include "buf.h"
#include "lifetime-int.h"

/* Was what an entry is filled with constructed, as far as is seen? */
static bool is_constructed(const struct solved *s, node_t node)
{
	const struct elements *of = &s->of[node];
	bool any = false;

	for (uint16_t i = 0; node && i < of->count; i++) {
		uint32_t object = of->list[i].object;

		switch (s->g->objects[object].kind) {
		case OBJECT_PARAMETER:
		case OBJECT_TYPED:
		case OBJECT_READ:	/* it moves to another entry */
			break;
		default:
			if (!s->why[object].constructed)
				return false;
			any = true;
		}
	}
	return any;
}

/* The levels of which all is constructed that entries are filled with. */
static unsigned int levels_constructed(const struct solved *s)
{
	unsigned int filled = 0, otherwise = 1u << LEVEL_NONE;

	for (uint32_t i = 0; i < s->g->use_count; i++) {
		const struct use *u = &s->g->uses[i];

		if (u->kind != USE_CALL || !u->api ||
		    u->api->role != ROLE_POPULATES ||
		    u->subject >= u->arg_count)
			continue;
		filled |= 1u << u->api->level;
		if (!is_constructed(s, u->args[u->subject]))
			otherwise |= 1u << u->api->level;
	}
	return filled & ~otherwise;
}

/* A descriptor that is freed must not be NULL. */
static void add_freed(const struct solved *s, bool *is)
{
	for (uint32_t i = 0; i < s->g->use_count; i++) {
		const struct use *u = &s->g->uses[i];
		const struct elements *of;

		if (u->kind != USE_CALL || !u->api ||
		    u->api->role != ROLE_FREES ||
		    u->api->family != FAMILY_PTDESC ||
		    u->subject >= u->arg_count || !u->args[u->subject])
			continue;
		of = &s->of[u->args[u->subject]];
		for (uint16_t n = 0; n < of->count; n++) {
			uint32_t object = of->list[n].object;

			if (s->g->objects[object].kind == OBJECT_ALLOCATED)
				is[object] |= family_is_pages(
					s->g->objects[object].family);
		}
	}
}

bool lifetimes_is_foreign(const struct lifetimes *lt, uint32_t object)
{
	const struct object *o = &lt->s->g->objects[object];

	return o->kind == OBJECT_PARAMETER || o->kind == OBJECT_TYPED ||
	       (o->kind == OBJECT_READ && !(lt->constructed & (1u << o->level)));
}

/*
 * A table of a level where none is constructed has nothing to be followed, and
 * one of whoever calls only what is done twice.
 */
static bool *interesting(const struct lifetimes *lt)
{
	const struct solved *s = lt->s;
	bool *is = xcalloc(s->g->object_count + 1, sizeof(*is));

	for (uint32_t i = 0; i < s->g->object_count; i++) {
		const struct object *o = &s->g->objects[i];
		const struct evidence *e = &s->why[i];

		if (o->kind == OBJECT_ALLOCATED)
			is[i] = family_is_pages(o->family) &&
				(e->constructed || e->destructed);
		else if (lifetimes_is_foreign(lt, i))
			is[i] = e->destructed;
		else
			is[i] = o->kind == OBJECT_READ;
	}
	add_freed(s, is);
	return is;
}

static void add(struct lifetimes *lt, uint32_t object, uint32_t use)
{
	GROW(lt->events, lt->event_count, lt->event_capacity);
	lt->events[lt->event_count++] = (struct event){ object, use, false };
}

static void add_all(struct lifetimes *lt, const bool *is, node_t node,
		    uint32_t use)
{
	const struct elements *of = &lt->s->of[node];

	for (uint16_t i = 0; node && i < of->count; i++)
		if (is[of->list[i].object])
			add(lt, of->list[i].object, use);
}

static int compare(const void *left, const void *right)
{
	const struct event *a = left, *b = right;

	if (a->object != b->object)
		return a->object < b->object ? -1 : 1;
	return (a->use > b->use) - (a->use < b->use);
}

void lifetimes_collect(struct lifetimes *lt)
{
	const struct graph *g = lt->s->g;
	size_t kept = 0;
	bool *is;

	lt->constructed = levels_constructed(lt->s);
	is = interesting(lt);
	for (uint32_t i = 0; i < g->use_count; i++) {
		const struct use *u = &g->uses[i];

		if (u->kind != USE_CALL || !u->block)
			continue;
		for (unsigned int n = 0; n < u->arg_count; n++)
			add_all(lt, is, u->args[n], i);
		add_all(lt, is, u->result, i);
	}
	free(is);
	if (lt->event_count)
		qsort(lt->events, lt->event_count, sizeof(*lt->events),
		      compare);
	for (size_t i = 0; i < lt->event_count; i++)
		if (!i || compare(&lt->events[i], &lt->events[kept - 1]))
			lt->events[kept++] = lt->events[i];
	lt->event_count = kept;
}

bool lifetimes_judged(const struct lifetimes *lt, uint32_t object,
		      uint32_t use)
{
	const struct event key = { object, use, false }, *found;

	if (!lt->event_count)
		return false;
	found = bsearch(&key, lt->events, lt->event_count, sizeof(key),
			compare);
	return found && found->judged;
}

void lifetimes_free(struct lifetimes *lt)
{
	free(lt->events);
	free(lt->faults);
	*lt = (struct lifetimes){ 0 };
}
