/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_OUTCOME_H
#define PTDESC_OUTCOME_H

#include "findings/finding.h"

/*
 * All that a run of checker or lint has to say. Strings are its own copies,
 * those that are not known are NULL.
 */

struct unseen {			/* a unit that was not analysed */
	char *unit;
	char *arch;
	char *config;
	char *why;
};

struct uncovered {		/* lines with sites that no unit had */
	char *file;
	unsigned int first;
	unsigned int last;
};

struct outcome {
	char *tool;		/* "ptdesc-check" */
	char *tool_version;
	char *tree_version;
	char *tree_path;
	char *tree_digest;
	struct findings findings;
	struct unseen *unseen;
	size_t unseen_count;
	size_t unseen_capacity;
	struct uncovered *uncovered;
	size_t uncovered_count;
	size_t uncovered_capacity;
	unsigned long units;	/* analysed */
	unsigned long functions;
	unsigned long lines;
};

/** outcome_unseen() - enter a unit that was not analysed, and why. */
void outcome_unseen(struct outcome *o, const char *unit, const char *arch,
		    const char *config, const char *why);

/** outcome_uncovered() - enter lines that no unit had. */
void outcome_uncovered(struct outcome *o, const char *file,
		       unsigned int first, unsigned int last);

/** outcome_sort() - all lists, each entry once. */
void outcome_sort(struct outcome *o);

/** outcome_open() - the number of findings that nothing suppresses. */
size_t outcome_open(const struct outcome *o);

/** outcome_exit_code() - 3 with anything not looked at, 1 with findings. */
int outcome_exit_code(const struct outcome *o);

/** outcome_free() - release everything. */
void outcome_free(struct outcome *o);

#endif
