/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_SUPPRESS_H
#define PTDESC_SUPPRESS_H

#include <stdio.h>

#include "findings/finding.h"

/*
 * Findings that somebody looked at and keeps, with the reason. A line of a
 * suppression file is
 *
 *	PT004 arch/x86/mm/pgtable.c pgd_alloc	why it stays as it is
 *
 * an id or its name, a glob of paths ('**' crosses folders), a glob of
 * functions, and the reason, without which there is no suppression. '#'
 * starts a line of comment.
 */

struct suppression {
	char *from;		/* "FILE:LINE" of the entry */
	char *id;
	char *path;
	char *function;
	char *reason;
	size_t matched;
};

struct suppressions {
	struct suppression *list;
	size_t count;
	size_t capacity;
};

/** suppress_parse() - enter the lines of a text, named @name in messages.
 *
 * Returns -1 after one message on stderr when a line is none.
 */
int suppress_parse(struct suppressions *s, char *text, const char *name);

/** suppress_read() - suppress_parse() of a file; -1 also if it is unreadable. */
int suppress_read(struct suppressions *s, const char *path);

/** suppress_apply() - set `suppressed` of each finding that an entry names. */
void suppress_apply(struct suppressions *s, struct findings *f);

/** suppress_unused() - name the entries that no finding matched. */
void suppress_unused(const struct suppressions *s, FILE *out);

/** suppress_free() - release everything. */
void suppress_free(struct suppressions *s);

#endif
