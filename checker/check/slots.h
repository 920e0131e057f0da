/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_SLOTS_H
#define PTDESC_CHECK_SLOTS_H

#include <stdbool.h>
#include <stdint.h>

/* From keys to numbers above 0: an open hash that grows. */
struct slots {
	struct slot { uint64_t key; uint32_t number; } *list;
	uint32_t count;
	uint32_t size;			/* a power of two */
};

/**
 * slots_get() - the number of a key; 0 if it has none.
 * @same: for keys that may be those of several things: is it this one's
 *	number? NULL: the key says it all
 */
uint32_t slots_get(const struct slots *s, uint64_t key,
		   bool (*same)(uint32_t number, const void *context),
		   const void *context);

/** slots_add() - give a key, which has none yet, a number. */
void slots_add(struct slots *s, uint64_t key, uint32_t number);

/** slots_free() - release everything. */
void slots_free(struct slots *s);

#endif
