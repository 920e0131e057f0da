/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_TESTS_LOOK_H
#define PTDESC_TESTS_LOOK_H

#include "check/checks.h"
#include "syntax/syntax.h"

/** look_at_all() - add what all checks find in the files, of each architecture. */
static inline struct syntax_totals look_at_all(struct syntax *s,
					       struct findings *found)
{
	struct syntax_totals totals = { 0 };

	for (size_t i = 0, n = syntax_parse(s); i < n; i++) {
		struct graph g = { 0 };
		struct solved solved;

		syntax_lower(s, i, &g, &totals);
		solve(&solved, &g);
		checks_run(&solved, found, NULL);
		solved_free(&solved);
		graph_free(&g);
	}
	return totals;
}

#endif
