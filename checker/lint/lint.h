/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_LINT_H
#define PTDESC_LINT_H

#include <stdio.h>

#include "findings/outcome.h"
#include "series.h"
#include "program.h"

/*
 * Which findings about the files of a series are the series': those about lines
 * that it adds, and those about lines that it made wrong.
 */

/* A line that is added, for who reads the text of a file again. */
struct lint_added {
	uint32_t line;
	uint64_t hash;		/* of its text without blanks */
};

/*
 * A file, all but the functions that have findings left out; with `smpl` also
 * those that have added lines, and what stands between functions.
 */
struct lint_text {
	char *path;
	struct buf text;
	struct lint_added *added;
	size_t added_count, added_capacity;
};

struct lint {
	struct source *source;
	struct outcome *outcome;	/* gets what was not looked at */
	struct program after, before;
	FILE *added_to;		/* gets every added line, or NULL */
	bool keep_texts;	/* somebody will want them */
	bool smpl;		/* the steps will read them */
	uint64_t *removed;	/* hashes of lines that the series removes */
	size_t removed_count, removed_capacity;
	struct lint_text *texts;
	size_t text_count, text_capacity;
	size_t text_bytes;	/* that they came from */
	size_t added;		/* lines of the series in its files */
	bool adds_dtor;		/* the series has a new dtor somewhere */
	long ctors;		/* lines with one: added, less removed */
};

/** lint_file() - take a file of a series; a series_use. */
void lint_file(const struct series_file *file, void *lint);

/** lint_pairs() - enter the pairs that the series breaks: PT006, PT007. */
void lint_pairs(const struct lint *lint, struct outcome *o);

/** lint_finish() - look at all files, and enter the findings. */
void lint_finish(struct lint *lint, struct outcome *o);

/** lint_free() - release everything. */
void lint_free(struct lint *lint);

/* texts.c */
/** texts_keep() - keep what semantic patches are to see of a file. */
void texts_keep(struct lint *l, const struct program_file *f);
/** texts_note_removed() - which lines of a file are no longer there. */
void texts_note_removed(struct lint *l, const struct series_file *f);
/** texts_free() - release what both keep. */
void texts_free(struct lint *l);

#endif
