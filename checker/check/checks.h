/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_CHECKS_H
#define PTDESC_CHECK_CHECKS_H

#include "findings/finding.h"
#include "lifetime.h"
#include "solve.h"

struct checking;

/*
 * A check looks at each use in the order of the source, at each object, at each
 * node, or at all of them at once. To write one: a file check_NAME.c with these
 * functions, a row in checks.def, and tests in validation/.
 */
struct check {
	const char *id;
	void (*all)(struct checking *c);
	void (*use)(struct checking *c, const struct use *u);
	void (*object)(struct checking *c, uint32_t object);
	void (*node)(struct checking *c, node_t node);
};

struct checking {
	const struct solved *s;
	const struct check *check;
	struct findings *findings;
	str_t about;			/* the function or member that it sees */
	struct lifetimes lifetimes;	/* of the tables, on each path */
	struct slots parts;		/* functions that the API is made of */
};

/**
 * checks_run() - run all checks on what was solved.
 * @disabled: ids that are not run, separated by commas, or NULL
 */
void checks_run(const struct solved *s, struct findings *findings,
		const char *disabled);

/**
 * check_report() - enter a finding of the check that runs.
 * @el: of the node that it is about: its way is the chain; or NULL
 *
 * Message and advice are printf-like, with what @advice may need behind what
 * @message needs: each has its own function below.
 */
void check_report(struct checking *c, struct place place,
		  const struct element *el, const char *advice,
		  const char *message, ...)
	__attribute__((format(printf, 5, 6)));

/** check_is_own() - is a function part of the descriptors' own API? */
bool check_is_own(const struct checking *c, str_t function);

/** check_makes_descriptors() - is a function one that descriptors are made of? */
bool check_makes_descriptors(const struct checking *c, str_t function);

/** check_find_parts() - for check_is_own(); checks_run() calls it. */
void check_find_parts(struct checking *c);

/** check_can_be_there() - can page-table code be in the file? */
bool check_can_be_there(struct place place);

/**
 * check_own_table() - what a file with tables of its own fills a level with.
 * @u: a call there of the kernel's own function that frees such a table
 *
 * Returns an element that the page allocator gave, or NULL.
 */
const struct element *check_own_table(const struct checking *c,
				      const struct use *u);

/** check_element_of() - an argument of a call that can be an object, or NULL. */
const struct element *check_element_of(const struct checking *c,
				       const struct use *u, uint32_t object);
/** check_table_as() - an element of a node that is a table in a form, or NULL. */
const struct element *check_table_as(const struct checking *c, node_t node,
				     enum rep rep);

/** check_any_slab() - can a node be a slab object that is no table? */
bool check_any_slab(const struct checking *c, node_t node);

/** check_any_others() - can a node be data or a slab object as well? */
bool check_any_others(const struct checking *c, node_t node);

/** check_taken_by() - how a use gives a table back: to which family. */
enum family check_taken_by(const struct use *u);

/** check_is_freed_as() - is an object freed so? -1 is none. */
bool check_is_freed_as(const struct checking *c, int64_t object,
		       enum family family);

/** check_taken() - the object that the callee's subject begins as, or -1. */
int64_t check_taken(const struct checking *c, const struct use *u);

/**
 * check_is_deliberate() - was its page asked for?
 *
 * Who writes ptdesc_page() knows that it is a table, and wants its page.
 */
bool check_is_deliberate(const struct checking *c, const struct element *el);

/** table_words() - "a pmd table", "a page table". */
const char *table_words(enum level level);

/** element_level() - the level of the table that an element is. */
enum level element_level(const struct solved *s, const struct element *el);

/**
 * node_level() - the level of the tables that a node can be.
 * @el: one of them
 *
 * Returns LEVEL_NONE for tables of several levels.
 */
enum level node_level(const struct solved *s, node_t node,
		      const struct element *el);

#endif
