/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_LOWER_H
#define PTDESC_CHECK_LOWER_H

#include "graph.h"
#include "unit.h"

/* How much was looked at. */
struct lower_totals {
	size_t functions;
	size_t lines;
	str_t header;		/* with an error in a function, or 0 */
	char *why;		/* what that is, to be freed */
};

/**
 * lower_unit() - enter a parsed unit into a graph of its own.
 * @tree: the real path of the kernel tree, or "": files are named relative to
 *	it
 * @totals: added to
 *
 * Returns NULL, or why the unit is not analysed: an error in what was to be
 * looked at; to be freed.
 */
char *lower_unit(struct graph *g, const struct unit *u, const char *tree,
		 struct lower_totals *totals);

#endif
