/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_DIRECTIVE_H
#define PTDESC_DIRECTIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "outline.h"
#include "edit/pattern.h"

/* The directives of a step file, its lines `//!` and `//+`: docs/steps.md. */
enum directive_verb {
	DIR_INSERT,
	DIR_REPLACE,
	DIR_DELETE,
};

enum directive_where { AT_BEFORE, AT_AFTER, AT_INTO };

enum directive_target {
	ON_FUNCTION,
	ON_MACRO,
	ON_STRUCT,
	ON_UNION,
	ON_ENUM,
	ON_INCLUDE,
	ON_INVOCATION,
	ON_LAST_INVOCATION,
	ON_COMMENT,	/* replace only, from here on */
	ON_TEXT,
	ON_MEMBER,	/* delete only */
};

struct directive {
	enum directive_verb verb;
	enum directive_where where;
	enum directive_target target;
	bool every;
	bool skipped;		/* by a "when" that does not hold */
	unsigned int line;	/* in the step file */
	char *name;		/* of the anchor; of an insert there may be
				 * several strings, before an empty one */
	char *owner;		/* the struct of a member */
	char *unless;		/* or NULL */
	struct buf code;	/* the lines to insert */
	struct pattern *pattern;
};

struct directives {
	struct directive *list;
	size_t nr;
};

/*
 * directives_parse() - read those of a step file.
 * @defines: NULL-terminated names that hold for "when NAME".
 * Returns the number of the offending line and says why, or 0.
 */
unsigned int directives_parse(struct directives *d, const char *step,
			      char *const *defines, char *why,
			      size_t why_size);

/* directives_free() - release what directives_parse() made. */
void directives_free(struct directives *d);

/*
 * directives_apply() - run all on a file.
 * @is_c: C or assembler source; otherwise only `replace text` applies.
 * @out: receives the new text.
 * @counts: receives, for each directive, how often it was applied.
 */
void directives_apply(const struct directives *d, const struct buf *file,
		      bool is_c, struct buf *out, size_t *counts);

#endif
