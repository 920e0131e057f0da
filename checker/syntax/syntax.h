/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_SYNTAX_H
#define PTDESC_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "check/graph.h"

/*
 * The front end by syntax: from the text of whole files to the graph, as
 * check/lower.h has it from libclang, but without a configuration and without
 * preprocessing. All branches of all conditionals are looked at. Types come
 * from what was added and from declares.h, which has what every kernel has.
 */
struct syntax;

enum syntax_part {
	SYNTAX_LOOK_AT,		/* its functions are lowered */
	SYNTAX_KNOW,		/* only its types and prototypes are used */
};

/** syntax_new() - no files yet. api_read() and tablewords_read() come first. */
struct syntax *syntax_new(void);

/**
 * syntax_add() - add a file.
 * @path: from the root of the tree, as findings are to name it
 * @text: copied
 *
 * The order of the files does not matter to what is found.
 */
void syntax_add(struct syntax *s, const char *path, const char *text,
		size_t len, enum syntax_part part);

/** syntax_read() - read a file of the tree; 0, or -errno if there is none. */
typedef int (*syntax_read)(void *context, const char *path, struct buf *text);

/**
 * syntax_add_includes() - add the headers that the files include, to know them.
 *
 * And those that these include. Only headers with a word of page-table code
 * are kept. Comes behind all syntax_add().
 */
void syntax_add_includes(struct syntax *s, syntax_read read, void *context);

/* Lines that were not looked at. */
struct syntax_unseen {
	str_t file;
	str_t function;			/* or macro; 0: none */
	uint32_t first_line, last_line;
	const char *why;
};

struct syntax_totals {
	size_t functions, lines;	/* that were looked at */
	const struct syntax_unseen *unseen;	/* until syntax_free() */
	size_t unseen_count;
};

/**
 * syntax_parse() - all files were added. Once.
 *
 * A kernel has one architecture: its files and the generic ones make a graph.
 * Returns how many graphs there are to make: one for each architecture that
 * has files to look at, or one if none has.
 */
size_t syntax_parse(struct syntax *s);

/** syntax_arch() - the name of architecture @n as in arch/NAME, or NULL. */
const char *syntax_arch(const struct syntax *s, size_t n);

/**
 * syntax_lower() - enter the files of architecture @n into an empty graph.
 * @totals: set to what is true of all files together so far; each line that
 *	was not looked at is there once
 */
void syntax_lower(struct syntax *s, size_t n, struct graph *g,
		  struct syntax_totals *totals);

/** syntax_free() - release everything but the graph. */
void syntax_free(struct syntax *s);

#endif
