/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_LINEDIFF_H
#define PTDESC_LINEDIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"

/* A text cut into lines; `len` is without the newline. */
struct line {
	const char *text;
	size_t len;
};

struct lines {
	struct line *at;
	size_t nr;
};

/* Which lines of one text are which of another. */
struct linediff {
	struct lines a, b;
	long *b_of_a;	/* the same line in the other text, or -1 */
	long *a_of_b;
};

/* linediff_read() - compare two texts, which must stay while it is used. */
void linediff_read(struct linediff *d, const struct buf *a,
		   const struct buf *b);

/* linediff_free() - release what linediff_read() made. */
void linediff_free(struct linediff *d);

/*
 * linediff_origin() - the line of @a that line @i of @b stands for: itself, or
 * the one it was changed from, as far as the lines around tell; -1 if new.
 */
long linediff_origin(const struct linediff *d, size_t i);

#endif
