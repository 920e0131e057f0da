// SPDX-License-Identifier: GPL-2.0-only
/* Restores the formatting that a rewrite disturbed: the order of passes. */

#include "tidy.h"

void tidy(const struct buf *before, const struct buf *after, struct buf *out)
{
	static void (*const passes[])(const struct buf *before,
				      const struct buf *after,
				      struct buf *out) = {
		tidy_blanks, tidy_declarations, tidy_arguments, tidy_width,
		tidy_macros,
	};
	struct buf now = { 0 };

	buf_add(&now, after->data, after->len);
	for (size_t i = 0; i < sizeof(passes) / sizeof(*passes); i++) {
		struct buf next = { 0 };

		buf_add(&next, "", 0);
		passes[i](before, &now, &next);
		buf_free(&now);
		now = next;
	}
	buf_add(out, now.data, now.len);
	buf_free(&now);
}
