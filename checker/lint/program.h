/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_PROGRAM_H
#define PTDESC_PROGRAM_H

#include "findings/finding.h"
#include "check/slots.h"
#include "half.h"
#include "shown.h"
#include "syntax/syntax.h"

/*
 * The files of a series as they are at one time, before it or after it, and
 * what the engine finds in them: all of them are one program.
 */

/* Findings, more than anybody reads. */
#define MAX_FOUND 10000

struct program_file {
	str_t path;
	struct shown shown;
	bool whole;		/* nothing is missing */
	bool untouched;		/* by the series: it is there to know more */
	bool known;		/* not looked at, only its types are wanted */
};

/* A finding, where it stands in its file. */
struct program_finding {
	struct finding f;
	char *key;		/* the same words elsewhere have the same key */
	bool added;		/* its line is new */
	bool caused;		/* or one that led to it is */
};

struct program {
	struct program_file *files;
	size_t count, capacity;
	struct slots by_path;
	size_t bytes;		/* of all texts */
	struct program_finding *found;
	size_t found_count, found_capacity;
	struct half *halves;
	size_t half_count, half_capacity;
	size_t left_out;	/* findings beyond MAX_FOUND */
	size_t functions;	/* that were looked at */
	size_t lost;		/* values of too many origins */
};

/** Who is told of added lines that could not be read. */
typedef void (*program_unseen)(void *context, const char *path,
			     const char *function, const char *why);

/**
 * program_add() - add a file.
 * @path: lines of one that is there already are more of it
 * @whole: they are all lines of the file
 */
struct program_file *program_add(struct program *s, const char *path,
			     const struct series_lines *lines, bool whole);

/** program_find() - the file of a path, or NULL. */
struct program_file *program_find(const struct program *s, const char *path);

/**
 * program_look() - let the engine look at all files.
 *
 * Findings and halves are appended; findings on lines that no file has, for
 * they were made up, are not among them.
 */
void program_look(struct program *s, program_unseen unseen, void *context);

/** program_drop() - forget the files, but not what was found. */
void program_drop(struct program *s);

/** program_free() - release and leave all zeros. */
void program_free(struct program *s);

#endif
