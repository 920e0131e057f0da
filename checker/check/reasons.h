/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_REASONS_H
#define PTDESC_CHECK_REASONS_H

#include "graph.h"

/* Something that says of an object that it is a page table. */
struct reason {
	struct place place;
	str_t name;			/* of what says so */
	const char *what;		/* "populated by", ... */
	bool typed_only;
	uint32_t next;			/* its number and 1, of the same object */
};

/* Those of all objects; an object has the number of its first one and 1. */
struct reasons {
	struct reason *list;
	size_t count, capacity;
};

/** reasons_add() - add one for an object, unless it has many or the same. */
void reasons_add(struct reasons *r, uint32_t *first,
		 const struct reason *reason);

/**
 * reasons_nearest() - the one that who reads a finding finds first.
 * @at: the finding's place
 *
 * In its function, else its file, else its architecture or folder, else the
 * first; what stands at the place itself, or is the function around it, only
 * where there is no other. NULL if there is none.
 */
const struct reason *reasons_nearest(const struct reasons *r, uint32_t first,
				     struct place at, bool typed_only);

/**
 * reasons_realm() - how much of a path says whose it is.
 *
 * "arch/arm64/", "mm/", "drivers/": beyond it the maintainers are others.
 * Returns a length, 0 for a file outside any folder.
 */
size_t reasons_realm(const char *path);

/** reasons_free() - release everything. */
void reasons_free(struct reasons *r);

#endif
