/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_HALF_H
#define PTDESC_HALF_H

#include "check/solve.h"

/* One half of a pair: a function that allocates tables or frees them. */
struct half {
	char *stem;		/* its name without "alloc", "free" and such */
	char *common_stem;	/* without "alloc", "free" and "one" only */
	str_t function, file;
	str_t arch;		/* NAME of the kernel it is part of, or 0 */
	uint32_t line;		/* of the call */
	uint32_t column;
	uint32_t dtor;		/* the line of a dtor, or the same */
	bool allocates;
	bool new_family;	/* pagetable_alloc() or pagetable_free() */
	bool constructs;	/* or destroys */
	bool gather;		/* freed by the TLB gather */
	bool handed;		/* to who knows what: it may be no half */
	bool added;		/* its line is new */
	bool generic;		/* for architectures without their own */
};

/* Functions that allocate or free page tables: a kernel has a few hundred. */
#define MAX_HALVES 500

/**
 * halves_find() - add the halves that a program has.
 *
 * Not more than MAX_HALVES and one; release them with halves_free().
 */
void halves_find(const struct solved *s, struct half **list, size_t *count,
		 size_t *capacity);

/** half_constructs() - does a text have a name of a constructor? */
bool half_constructs(const char *text, size_t len);

/** half_destructs() - or of a destructor? */
bool half_destructs(const char *text, size_t len);

/** halves_free() - release the list and its strings. */
void halves_free(struct half *list, size_t count);

#endif
