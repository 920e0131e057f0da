/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_FLAGS_H
#define PTDESC_CHECK_FLAGS_H

#include <stdbool.h>
#include <stddef.h>

/* A list of strings that ends in NULL; the strings are the list's own. */
struct strings {
	char **list;
	size_t count;
	size_t capacity;
};

/** strings_add() - append a copy. Memory that runs out ends the program. */
void strings_add(struct strings *s, const char *string);

/** strings_free() - release everything; the list may be used again. */
void strings_free(struct strings *s);

/*
 * What a compiler was asked to do with one unit: for clang what changes the
 * meaning of the source, for gcc itself what changes its own macros.
 */
struct unit_flags {
	struct strings clang;
	struct strings probe;
	struct strings sources;
};

/**
 * flags_sort() - sort the arguments of gcc, sparse or clang.
 * @argv: without the program's name
 *
 * What clang does not know, and what is only about output, warnings or code
 * generation, is left out. Adds to @flags.
 */
void flags_sort(struct unit_flags *flags, int argc, char *const *argv);

/**
 * flags_knows() - can an argument be one of a compiler's?
 *
 * Long options ("--NAME") are few, so that others are mistakes; what begins
 * with one hyphen always can be.
 */
bool flags_knows(const char *arg);

/** flags_free() - release everything; @flags may be used again. */
void flags_free(struct unit_flags *flags);

/**
 * flags_split() - the words of a command line, with the shell's quotes.
 *
 * Blanks and line ends separate; ', " and \ quote as in sh. Nothing is
 * expanded. Returns 0, or -1 if a quote is not closed.
 */
int flags_split(struct strings *words, const char *text);

#endif
