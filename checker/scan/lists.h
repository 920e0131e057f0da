/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_LISTS_H
#define PTDESC_LISTS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "scan/wordset.h"

/* The lists say of a name of which class its sites are; see docs/lists.md. */
enum word_class {
	CLASS_API,
	CLASS_MEMBERS,
	CLASS_PAGE_ALLOCATOR,
	CLASS_PAGE_MEMBERS,
	CLASS_PTDESC_API,
	CLASS_COUNT
};

#define CLASS_BIT(class)	(1u << (class))
#define CLASS_ALL		(CLASS_BIT(CLASS_COUNT) - 1)
/* These have sites only where page tables are handled. */
#define CLASS_IN_TABLE_CODE	(CLASS_BIT(CLASS_PAGE_ALLOCATOR) | \
				 CLASS_BIT(CLASS_PAGE_MEMBERS))
/* These have sites in comments, strings and documentation too. */
#define CLASS_ANYWHERE		(CLASS_BIT(CLASS_API) | \
				 CLASS_BIT(CLASS_MEMBERS) | \
				 CLASS_BIT(CLASS_PTDESC_API))
/* Not a class: a word that somebody asked a fact about. */
#define WORD_FACT		(1u << 16)
/* Nor this: a file that has the word, anywhere, is a candidate for a step. */
#define WORD_CANDIDATE		(1u << 17)

/*
 * The data that the scanner works from; see tablecode.h for what @context,
 * @parts and @page_parts decide. In files that @paths does not take there is
 * no page-table code.
 */
struct lists {
	struct wordset *words;		/* masks are of CLASS_BIT, WORD_... */
	struct wordset *context;
	struct wordset *parts;
	struct wordset *page_parts;
	struct wordset *member_macros;	/* their last argument is a member */
	char **paths;			/* globs, in order */
	size_t path_count;
	int every_word;		/* of a class, also where it is no page's */
};

/** class_name() - what a class is called, on the command line and in output. */
const char *class_name(enum word_class class);

/** class_find() - the class of a name, or -1. */
int class_find(const char *name, size_t len);

/**
 * lists_read() - read the lists of a folder.
 * @classes: a mask of CLASS_BIT(), and WORD_CANDIDATE for the words of files
 *	that are worth a unit; other words are not entered
 *
 * More words can be added to @l->words before wordset_build(@l->words).
 * Returns 0, or -1 after one sentence on stderr.
 */
int lists_read(struct lists *l, const char *folder, uint32_t classes);

/**
 * lists_print() - print all names, "LIST NAME CLASS" a line; a class may be "-".
 *
 * Returns 0, or -1 after one sentence on stderr.
 */
int lists_print(const char *folder, FILE *out);

/** lists_has_path() - whether page-table code can be in the file. */
int lists_has_path(const struct lists *l, const char *path);

/** lists_is_table_word() - whether a word makes code page-table code. */
int lists_is_table_word(const struct lists *l, const char *word, size_t len);

/** lists_is_page_word() - whether a word makes code handle pages. */
int lists_is_page_word(const struct lists *l, const char *word, size_t len);

/** lists_free() - release what lists_read() took. */
void lists_free(struct lists *l);

#endif
