/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_LOWERED_H
#define PTDESC_CHECK_LOWERED_H

#include "lower.h"
#include "made-from.h"
#include "pack.h"
#include "seen.h"

/* All that is known of a unit once its source is no longer needed. */
struct lowered {
	struct graph graph;
	struct lower_totals totals;
	char *why;			/* it was not analysed, or NULL */
	struct seen seen;
	struct made_from made_from;
};

/** lowered_pack() - write it, or read it into an empty one. made_from first. */
void lowered_pack(struct pack *p, struct lowered *l);

/** lowered_free() - release everything. */
void lowered_free(struct lowered *l);

#endif
