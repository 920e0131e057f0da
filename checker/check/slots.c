// SPDX-License-Identifier: GPL-2.0-only
/* The open hash of symbols, types and names. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "slots.h"

/* Pointers and small numbers differ in few bits: all of them have to count. */
static uint32_t start(uint64_t key)
{
	return (key * 0x9e3779b97f4a7c15ull) >> 32;
}

uint32_t slots_get(const struct slots *s, uint64_t key,
		   bool (*same)(uint32_t number, const void *context),
		   const void *context)
{
	if (!s->size)
		return 0;
	for (uint32_t i = start(key);; i++) {
		const struct slot *slot = &s->list[i & (s->size - 1)];

		if (!slot->number || (slot->key == key &&
				      (!same || same(slot->number, context))))
			return slot->number;
	}
}

static void put(struct slots *s, struct slot new)
{
	uint32_t i = start(new.key);

	while (s->list[i & (s->size - 1)].number)
		i++;
	s->list[i & (s->size - 1)] = new;
}

static void grow(struct slots *s)
{
	struct slots bigger = { .count = s->count,
				.size = s->size ? 2 * s->size : 1024 };

	bigger.list = xrealloc(NULL, bigger.size * sizeof(*bigger.list));
	memset(bigger.list, 0, bigger.size * sizeof(*bigger.list));
	for (uint32_t i = 0; i < s->size; i++)
		if (s->list[i].number)
			put(&bigger, s->list[i]);
	free(s->list);
	*s = bigger;
}

void slots_add(struct slots *s, uint64_t key, uint32_t number)
{
	if (2 * s->count >= s->size)
		grow(s);
	s->count++;
	put(s, (struct slot){ key, number });
}

void slots_free(struct slots *s)
{
	free(s->list);
	*s = (struct slots){ 0 };
}
