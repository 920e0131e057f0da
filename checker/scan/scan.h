/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_SCAN_H
#define PTDESC_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "scan/lists.h"

/* How a word is used where it stands. */
enum site_kind {
	KIND_CALL,		/* a name and an opening parenthesis */
	KIND_MEMBER,		/* x->word, x.word, .word = in an initialiser */
	KIND_DECLARATION,	/* a member of a struct, a prototype */
	KIND_DEFINITION,	/* of the function or the macro of that name */
	KIND_USE,		/* any other identifier */
	KIND_COMMENT,
	KIND_STRING,
	KIND_DOC,		/* in a file that is not C */
	KIND_DIRECTIVE,		/* #if, #undef, #error ... but not #define */
	KIND_COUNT
};

/* What the word is in. */
enum site_in {
	IN_FUNCTION,
	IN_MACRO,
	IN_STRUCT,		/* or union, enum */
	IN_FILE,		/* C, outside of all these */
	IN_DOC,
	IN_COUNT
};

struct site {
	unsigned int line;	/* from 1 */
	unsigned int column;	/* from 1, in bytes */
	enum word_class class;
	enum site_kind kind;
	enum site_in in;
	int is_dead;		/* no configuration has it: #if 0 */
	char *name;		/* the word */
	char *function;		/* or macro or struct that it is in, or NULL */
};

/* A word that a fact was asked about, in a file of C. */
struct fact_hit {
	char *name;
	unsigned int line;
	unsigned int defines_struct : 1;	/* struct NAME { */
	unsigned int defines_macro : 1;		/* #define NAME */
};

struct scan_result {
	struct site *sites;	/* in the order of the file */
	size_t site_count;
	size_t site_capacity;
	size_t other_count;	/* words that are no page's, and no sites */
	struct fact_hit *facts;	/* of plain uses only the first of each word */
	size_t fact_count;
	size_t fact_capacity;
	char **candidates;	/* its words of WORD_CANDIDATE, each once */
	size_t candidate_count;
	size_t candidate_capacity;
};

/** kind_name(), in_name() - what they are called in output. */
const char *kind_name(enum site_kind kind);
const char *in_name(enum site_in in);

/** scan_is_c() - whether a file is C, or close to it, by its name. */
int scan_is_c(const char *path);

/**
 * scan_buffer() - find the sites of one file.
 * @path: relative to the tree; its folders and suffix matter
 * @buffer: @len bytes, with WORDSET_SLOP zero bytes behind them
 * @result: all zeros
 *
 * Returns 0, or -1 when memory is out; release @result in both cases.
 */
int scan_buffer(const struct lists *l, const char *path, const char *buffer,
		size_t len, struct scan_result *result);

/** scan_free() - release a result and leave it all zeros. */
void scan_free(struct scan_result *result);

#endif
