// SPDX-License-Identifier: GPL-2.0-only
/* Restores the formatting that a rewrite disturbed: the order of passes. */

#include <string.h>

#include "edit/tidy.h"

/* One pass may make work for another; more rounds than this find none. */
#define MAX_ROUNDS 8

static void run_passes(const struct buf *before, struct buf *now)
{
	static void (*const passes[])(const struct buf *before,
				      const struct buf *after,
				      struct buf *out) = {
		tidy_blanks, tidy_declarations, tidy_else, tidy_arguments, tidy_indent,
		tidy_width, tidy_macros, tidy_arms,
	};

	for (size_t i = 0; i < sizeof(passes) / sizeof(*passes); i++) {
		struct buf next = { 0 };

		buf_add(&next, "", 0);
		passes[i](before, now, &next);
		buf_free(now);
		*now = next;
	}
}

void tidy(const struct buf *before, const struct buf *after, struct buf *out)
{
	struct buf now = { 0 };
	bool same = false;

	buf_add(&now, after->data, after->len);
	for (int round = 0; round < MAX_ROUNDS && !same; round++) {
		struct buf last = { 0 };

		buf_add(&last, now.data, now.len);
		run_passes(before, &now);
		same = last.len == now.len &&
		       !memcmp(last.data, now.data, now.len);
		buf_free(&last);
	}
	buf_add(out, now.data, now.len);
	buf_free(&now);
}
