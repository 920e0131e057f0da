/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_LIFETIME_H
#define PTDESC_CHECK_LIFETIME_H

#include "solve.h"

/*
 * The lifetime of a page table on each path through each function: allocated,
 * constructed, destructed, freed. A helper that does one of these for its
 * caller is followed into, and a constructor that failed constructed nothing.
 */
enum fault {
	FAULT_NOT_DESTRUCTED,	/* freed while it is constructed */
	FAULT_NOT_CONSTRUCTED,	/* destructed before it was constructed */
	FAULT_DESTRUCTED_TWICE,
	FAULT_NULL_DESTRUCTED,	/* where it was just tested to be NULL */
	FAULT_NULL_FREED,	/* on a path where it was tested to be NULL */
};

/* A use of an object: it is made, passed, constructed, destructed or freed. */
struct event {
	uint32_t object;
	uint32_t use;
	bool judged;			/* on all paths to here, its state is known */
};

/* The use may be a call of a function in which it happens. */
struct fault_of {
	uint32_t object;
	uint32_t use;
	enum fault fault;
};

struct lifetimes {
	const struct solved *s;
	struct event *events;		/* by object, then by use */
	size_t event_count, event_capacity;
	unsigned int constructed;	/* levels, a bit each */
	struct fault_of *faults;
	size_t fault_count, fault_capacity;
};

/**
 * lifetimes_follow() - follow each page table that has a ctor or a dtor, or
 * that is freed as a descriptor.
 */
void lifetimes_follow(struct lifetimes *lt, const struct solved *s);

/** lifetimes_judged() - was the object followed to a use of it? */
bool lifetimes_judged(const struct lifetimes *lt, uint32_t object,
		      uint32_t use);

/** lifetimes_free() - release everything. */
void lifetimes_free(struct lifetimes *lt);

#endif
