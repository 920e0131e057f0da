/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_SERIES_H
#define PTDESC_SERIES_H

#include "scan/lists.h"
#include "findings/outcome.h"
#include "patch.h"
#include "source.h"

/*
 * A series applied in memory: each file as it is after the last patch, with
 * what every line of it was before the first.
 */

struct series_line {
	const char *text;	/* without its end */
	uint32_t len;
	uint32_t number;	/* in the file, from 1 */
	uint32_t base;		/* the same before the series; 0: added */
	uint32_t patch;		/* of an added line: the index of the patch */
	const char *section;	/* where a hunk begins, what it is in */
	uint32_t section_len;
};

struct series_lines {
	struct series_line *list;
	size_t count;
	size_t capacity;
};

/*
 * A file that the series touches. If it is not whole, lines are missing
 * where numbers jump, and `before` has what hunks showed of the old one.
 */
struct series_file {
	char *path;
	struct series_lines after;
	struct series_lines before;
	bool whole;
	bool gone;		/* deleted by the series */
};

struct series {
	const struct patches *patches;
	const struct lists *lists;
	struct source *source;
	int strip;		/* as patch -p, or -1 to guess */
	bool anywhere;		/* folders without page tables matter, too */
	struct outcome *outcome;	/* gets what was not looked at */
	struct buf error;	/* one sentence about what is refused */
	size_t parts;		/* files of which only hunks were seen */
	size_t skipped;		/* files that no check can concern */
	size_t files;		/* all others */
};

/** What is done with each file; it is released afterwards. */
typedef void (*series_use)(const struct series_file *file, void *context);

/**
 * series_run() - apply the series and hand out each file that matters.
 *
 * A file matters if it is C and a changed line of it has a word of the lists
 * or one that speaks of page tables. Returns 0, or -1 with s->error: a name
 * that leaves the tree.
 */
int series_run(struct series *s, series_use use, void *context);

#endif
