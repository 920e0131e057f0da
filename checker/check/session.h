/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_SESSION_H
#define PTDESC_CHECK_SESSION_H

#include <jansson.h>

#include "crew.h"
#include "flags.h"
#include "graph.h"
#include "keep.h"
#include "findings/outcome.h"
#include "seen.h"

struct begun;

/* Units of one architecture and configuration, looked at together. */
struct session {
	const char *gcc;		/* NULL: by the unit's command, CC ... */
	const char *tree;		/* NULL: above the first unit */
	const char *cache;		/* folder for gcc's macros, or NULL */
	const char *disabled;		/* checks that are not run, or NULL */
	const char *arch;
	const char *config;
	struct seen *seen;		/* receives the files, or NULL */
	struct keep keep;		/* of earlier runs */
	struct crew crew;
	bool no_compiler;		/* set when one could not be asked */
	char *found_tree;
	struct begun *begun;		/* units, in order */
	size_t begun_count, begun_capacity;
	size_t finished;		/* so many of them are in the graph */
	struct graph graph;
	struct outcome *outcome;
};

/**
 * session_unit() - have a unit parsed, in the current folder.
 *
 * It is done when session_finish() returns; what fails goes to the outcome.
 */
void session_unit(struct session *s, const char *source,
		  const struct unit_flags *flags, const char *gcc);

/**
 * session_compdb() - the units of a compile_commands.json.
 * @wanted: only files whose path ends in one of these; none: all
 *
 * Returns 0, or -1 after one sentence on stderr.
 */
int session_compdb(struct session *s, const char *path,
		   const struct strings *wanted);

/**
 * session_units() - the same of what such a file has in it.
 * @name: stands for it in messages
 */
int session_units(struct session *s, const json_t *all, const char *name,
		  const struct strings *wanted);

/** session_finish() - wait for the units, solve, run the checks, and release the graph. */
void session_finish(struct session *s);

#endif
