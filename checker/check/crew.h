/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_CREW_H
#define PTDESC_CHECK_CREW_H

#include <stddef.h>
#include <sys/types.h>

#include "buf.h"

/*
 * Work that runs in processes of its own, some at a time: a parser that calls
 * itself can run out of stack, and takes nobody along. Beyond the first one
 * each process needs a token of make's job server, if there is one.
 */
struct hand {
	pid_t pid;
	int output;
	size_t number;
	bool token;			/* that has to go back */
};

struct crew {
	size_t most;			/* at a time; 0: one for each processor */
	/*
	 * Called in this process when work number @number is over: with what
	 * it wrote, or why there is nothing.
	 */
	void (*done)(void *context, size_t number, struct buf *bytes,
		     const char *why);
	void *context;
	struct hand *hands;
	size_t count, capacity;
};

/**
 * crew_run() - start work, when there is room for it.
 * @work: appends to @out; runs in a child, in the current folder
 */
void crew_run(struct crew *c, size_t number,
	      void (*work)(void *context, struct buf *out), void *context);

/** crew_wait() - until all of it is over, and release the crew. */
void crew_wait(struct crew *c);

#endif
