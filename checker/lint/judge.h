/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_JUDGE_H
#define PTDESC_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scan/lists.h"
#include "series.h"

/*
 * What a file does with page tables, from its syntax alone: nothing is
 * preprocessed, and only the file itself is known. It would rather see
 * nothing than something that is not there.
 */

struct opinion {		/* what would be a finding */
	const char *id;
	uint32_t line;		/* index into the lines that were judged */
	uint32_t column;	/* from 1 */
	char *function;		/* or NULL */
	char *message;
	const char *advice;
	char *key;		/* the same words elsewhere have the same key */
	bool half;		/* may stand on a line that is not new */
	uint32_t cause;		/* the index of the other line, or the same */
	const char *cause_what;
	bool cause_added;	/* set by who knows which lines are new */
	bool added;
};

/* One half of a pair: a function that allocates tables or frees them. */
struct half {
	char *stem;		/* its name without "alloc", "free" and such */
	char *common_stem;	/* without "alloc", "free" and "one" only */
	char *function;
	uint32_t line;		/* of the call */
	uint32_t column;
	uint32_t dtor;		/* the line of a dtor, or the same */
	bool allocates;
	bool new_family;	/* pagetable_alloc() or pagetable_free() */
	bool constructs;	/* or destroys */
	bool gather;		/* freed by the TLB gather */
	bool handed;		/* to who knows what: it may be no half */
	bool added;
	bool judged_whole;	/* the file was: what is missing is missing */
};

/* Functions that allocate or free page tables: a kernel has a few hundred. */
#define MAX_HALVES 500

/* Of one file; what is beyond is left out, and `full` is set. */
#define MAX_OPINIONS 10000

struct opinions {
	struct opinion *list;
	size_t count, capacity;
	bool full;
	struct half *halves;
	size_t half_count, half_capacity;
	size_t functions;	/* that were read */
	char **cut;		/* names of those that have too much in them */
	size_t cut_count, cut_capacity;
};

/**
 * judge() - judge lines of a file.
 * @whole: they are all lines of it
 * @out: appended to; release it with opinions_free()
 *
 * Returns false when it took too long to look at all.
 */
bool judge(const struct lists *lists, const char *path,
	   const struct series_lines *lines, bool whole, struct opinions *out);

/** opinions_free() - release and leave all zeros. */
void opinions_free(struct opinions *o);

#endif
