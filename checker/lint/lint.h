/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_LINT_H
#define PTDESC_LINT_H

#include <stdio.h>

#include "judge.h"
#include "findings/outcome.h"
#include "series.h"

/*
 * Which opinions about the files of a series are findings: those about lines
 * that it adds, and those about lines that it made wrong.
 */

struct lint_item {
	struct opinion opinion;
	char *file;
	uint32_t line;		/* in the file after the series */
	uint32_t cause_line;
	uint32_t patch;		/* that added the line */
};

struct lint_half {
	struct half half;
	char *file;
	uint32_t line, dtor;
	char *for_arch;		/* "arch/x/" that a generic one serves */
};

/* A line that is added, for who reads the text of a file again. */
struct lint_added {
	uint32_t line;
	uint64_t hash;		/* of its text without blanks */
};

/*
 * A file, all but the functions that have opinions left out; with `smpl` also
 * those that have added lines, and what stands between functions.
 */
struct lint_text {
	char *path;
	struct buf text;
	struct lint_added *added;
	size_t added_count, added_capacity;
};

struct lint {
	const struct lists *lists;
	struct outcome *outcome;	/* gets what was not looked at */
	struct lint_item *after;
	size_t after_count, after_capacity;
	char **before;		/* keys */
	size_t before_count, before_capacity;
	struct lint_half *halves_after;
	size_t half_count, half_capacity;
	struct lint_half *halves_before;
	size_t old_count, old_capacity;
	FILE *added_to;		/* gets every added line, or NULL */
	char **files;		/* that were judged */
	size_t file_count, file_capacity;
	bool keep_texts;	/* somebody will want them */
	bool smpl;		/* the steps will read them */
	size_t left_out;	/* files, because there are enough findings */
	char *first_left_out;
	uint64_t *removed;	/* hashes of lines that the series removes */
	size_t removed_count, removed_capacity;
	struct lint_text *texts;
	size_t text_count, text_capacity;
	size_t text_bytes;	/* that they came from */
	size_t functions;	/* judged */
	size_t added;		/* lines of the series in judged files */
	bool adds_dtor;		/* the series has a new dtor somewhere */
	long ctors;		/* lines with one: added, less removed */
};

/** lint_file() - judge a file of a series; a series_use. */
void lint_file(const struct series_file *file, void *lint);

/**
 * lint_add_untouched() - enter a half of a file that the series leaves alone.
 * @arch: the architecture that it is entered for, if the file is generic
 */
void lint_add_untouched(struct lint *lint, const struct half *half,
			const struct series_lines *lines, const char *path,
			const char *arch);

/** lint_pairs() - enter the pairs that the series breaks: PT006, PT007. */
void lint_pairs(const struct lint *lint, struct outcome *o);

/** lint_finish() - enter the findings. */
void lint_finish(struct lint *lint, struct outcome *o);

/** lint_free() - release everything. */
void lint_free(struct lint *lint);

#endif
