/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_DEAD_H
#define PTDESC_DEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Code that nobody can ever compile: what #if 0 leaves out. */
struct dead_range {
	uint32_t start, end;	/* between the lines of the directives */
};

struct dead {
	struct dead_range *list;	/* in the order of the text */
	size_t count;
	size_t capacity;
};

/**
 * dead_read() - find the branches of #if 0, and the others of #if 1.
 *
 * One that does not end in the text is left out. Release with dead_free().
 */
void dead_read(struct dead *d, const char *text, size_t len);

/** dead_has() - is an offset in one of them? */
bool dead_has(const struct dead *d, size_t off);

/** dead_free() - release and leave all zeros. */
void dead_free(struct dead *d);

/** dead_blank() - spaces in place of dead code; lines stay as they are. */
void dead_blank(char *text, size_t len);

#endif
