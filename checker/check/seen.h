/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_SEEN_H
#define PTDESC_CHECK_SEEN_H

#include <clang-c/Index.h>

#include "strtab.h"

/*
 * Which files, lines and macros units were made from: who keeps a result has
 * to know the files, and who looks for lines that no unit had, the rest.
 */
struct seen_lines {
	str_t file;
	unsigned int first;
	unsigned int last;
};

struct seen {
	struct seen_lines *skipped;	/* at one inclusion of a file */
	size_t count;
	size_t capacity;
	str_t *files;			/* one for each inclusion */
	size_t file_count;
	size_t file_capacity;
	str_t *macros;			/* one for each expansion */
	size_t macro_count;
	size_t macro_capacity;
};

/**
 * seen_add() - note a unit.
 * @tu: parsed with CXTranslationUnit_DetailedPreprocessingRecord
 * @failed: the unit was not analysed, only its files count
 */
void seen_add(struct seen *s, CXTranslationUnit tu, int failed);

/** seen_join() - add what another one has. */
void seen_join(struct seen *s, const struct seen *other);

/**
 * seen_write() - write what was noted.
 *
 * A line for each file: its name as the compiler opened it, then, each behind
 * a tab, FIRST-LAST of the lines that the preprocessor skipped whenever it
 * read the file. The last line starts with a tab and has the names of the
 * macros that were expanded where no other macro stands around them. Returns
 * -errno when the file cannot be written, or 0.
 */
int seen_write(struct seen *s, const char *path);

/** seen_free() - release everything. */
void seen_free(struct seen *s);

#endif
