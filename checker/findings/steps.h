/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_STEPS_H
#define PTDESC_STEPS_H

#include "findings/finding.h"

/* What the headers of the steps (docs/steps.md) say about findings. */
struct series_step {
	char *name;
	char *ids;		/* words, as the header has them */
	char *names;
	char *paths;
	char *advice;
};

/* The steps in the order of the series. */
struct steps {
	struct series_step *list;
	size_t count;
	size_t capacity;
};

/**
 * steps_read() - read `series` in a folder, and the headers of its steps.
 *
 * Returns 0, or -1 for a series that cannot be read or names a step that
 * cannot; that was said on stderr.
 */
int steps_read(struct steps *s, const char *folder);

/**
 * steps_find() - the step that converts what was found, or NULL.
 *
 * It has the finding's id and covers its file. A step that has a name which
 * the message has comes first; without one, it is a step of the file's
 * architecture, if there is only one.
 */
const struct series_step *steps_find(const struct steps *s,
				     const struct finding *f);

/** steps_advise() - append the advice of its step to that of each finding. */
void steps_advise(const struct steps *s, struct findings *f);

/** steps_free() - release everything; @s may be used again. */
void steps_free(struct steps *s);

#endif
