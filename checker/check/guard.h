/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_GUARD_H
#define PTDESC_CHECK_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Source can be such that a parser, which calls itself, runs out of stack.
 * The work is done in a child; when that crashes, it is done again without the
 * unit that it was at.
 */
struct guard {
	long *at;		/* shared: the number of the unit, or -1 */
	long *skipped;		/* units that crash */
	size_t count;
};

/**
 * guard_run() - do the work in a child.
 * @work: returns the exit code
 * @status: receives the child's exit code
 *
 * Returns 0, or the signal that ended the child where leaving out a unit does
 * not help, with @status untouched. A signal that somebody sent to end the
 * program ends this process, too.
 */
int guard_run(struct guard *g, int (*work)(void *context), void *context,
	      int *status);

/** guard_enter() - says in the child which unit is next; -1: it is no unit. */
void guard_enter(struct guard *g, long unit);

/** guard_skips() - whether a unit is one that crashes. */
bool guard_skips(const struct guard *g, long unit);

/** guard_free() - release everything. */
void guard_free(struct guard *g);

#endif
