/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_FINDING_H
#define PTDESC_FINDING_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What checker and lint find, before anybody prints it. Strings are the
 * list's own copies. Files are relative to the tree, lines and columns count
 * from 1, columns in bytes.
 */

struct chain_link {		/* a step of the way to a finding */
	char *file;
	unsigned int line;
	char *what;		/* "allocated here", "becomes the table of" */
};

struct finding {
	char *id;		/* "PT004" */
	char *file;
	unsigned int line;
	unsigned int column;
	char *function;		/* or macro; NULL at file scope */
	char *message;		/* one line, no full stop */
	char *advice;		/* what to write instead, or NULL */
	char *diff;		/* what a step would do, or NULL */
	char *arch;		/* NULL where no configuration was looked at */
	char *config;
	char *suppressed;	/* why it is silenced, or NULL */
	struct chain_link *chain;
	size_t chain_count;
	size_t chain_capacity;
	/*
	 * For who has the graph: the word that it is about, its table with 1,
	 * and where the graph has that, unless it is a copy.
	 */
	unsigned int about, object;
	const void *element;
};

struct findings {
	struct finding *list;
	size_t count;
	size_t capacity;
	size_t most;		/* that checks may enter; 0: no limit */
	size_t left_out;	/* of theirs, because of it */
};

/**
 * findings_add() - enter a finding; what is NULL stays NULL.
 *
 * Memory that runs out ends the program with 2, here and below. The result is
 * good until the next call.
 */
struct finding *findings_add(struct findings *f, const char *id,
			     const char *file, unsigned int line,
			     unsigned int column, const char *function,
			     const char *message, const char *advice);

/** finding_chain() - append a link to the chain. */
void finding_chain(struct finding *f, const char *file, unsigned int line,
		   const char *what);

/** finding_set() - give a string member (arch, diff ...) a new value. */
void finding_set(char **member, const char *value);

/**
 * findings_sort() - by file, line, column, id and message, each once.
 *
 * The same place seen in several units or configurations is one finding: the
 * first arch and config, in the order of their names, stay.
 */
void findings_sort(struct findings *f);

/** finding_free() - release the strings of a finding, not itself. */
void finding_free(struct finding *f);

/** findings_free() - release everything; the list may be used again. */
void findings_free(struct findings *f);

#endif
