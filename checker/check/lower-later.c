// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an entry points to may be data where it is read: nobody asked whether
 * the entry is a leaf. If each way through the rest of the function goes on to
 * the table below, of the same entry, it was one all along.
 */
#include <stdlib.h>

#include "buf.h"
#include "lower-int.h"

/* Longer functions, and longer ways, prove nothing. */
#define MOST_EVENTS 100
#define MOST_BLOCKS 200

void lower_later(struct lower *l, enum later what, uint32_t local)
{
	struct later_list *list = &l->later;

	/* Without an entry that was read, nothing is to be known. */
	if ((what != LATER_READ && !list->count) || list->count > MOST_EVENTS)
		return;
	list->events = xgrow(list->events, list->count, &list->capacity,
			     sizeof(*list->events));
	list->events[list->count++] = (struct later_event){
		.what = what,
		.local = local,
		.block = l->g->block,
		.object = l->g->object_count - 1,
	};
}

/* A way through blocks. */
struct way {
	const struct lower *l;
	uint32_t local;
	block_t seen[MOST_BLOCKS];
	uint32_t count;
	bool walked;			/* to the table below */
	bool ends;			/* without it */
};

static void go_to(struct way *w, block_t block)
{
	for (uint32_t i = 0; i < w->count; i++)
		if (w->seen[i] == block)
			return;
	if (w->count == MOST_BLOCKS)
		w->ends = true;
	else
		w->seen[w->count++] = block;
}

/* What is done first with the entry in a block, from event number @i on. */
static const struct later_event *first_event(const struct way *w, size_t i,
					     block_t block)
{
	const struct later_list *list = &w->l->later;

	for (; i < list->count; i++)
		if (list->events[i].block == block &&
		    list->events[i].local == w->local &&
		    list->events[i].what != LATER_READ)
			return &list->events[i];
	return NULL;
}

static void follow(struct way *w, size_t i, block_t block)
{
	const struct later_event *event = first_event(w, i, block);
	const struct graph *g = w->l->g;
	uint32_t jump = g->blocks[block].jumps;

	if (event) {
		w->walked |= event->what == LATER_WALKED;
		w->ends |= event->what == LATER_WRITTEN;
		return;
	}
	w->ends |= g->blocks[block].returns || !jump;
	for (; jump; jump = g->jumps[jump].next)
		go_to(w, g->jumps[jump].to);
}

/* Does each way from event number @i lead to the table below? */
static bool is_walked(const struct lower *l, size_t i)
{
	struct way w = { .l = l, .local = l->later.events[i].local };

	follow(&w, i + 1, l->later.events[i].block);
	for (uint32_t n = 0; n < w.count && !w.ends; n++)
		follow(&w, 0, w.seen[n]);
	return w.walked && !w.ends;
}

void lower_later_end(struct lower *l)
{
	struct later_list *list = &l->later;

	for (size_t i = 0; i < list->count && list->count <= MOST_EVENTS; i++)
		if (list->events[i].what == LATER_READ && is_walked(l, i))
			l->g->objects[list->events[i].object].leaf = LEAF_NO;
	list->count = 0;
}
