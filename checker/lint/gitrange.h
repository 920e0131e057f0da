/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_GITRANGE_H
#define PTDESC_GITRANGE_H

#include <stdbool.h>

#include "buf.h"
#include "source.h"

/**
 * gitrange_load() - the patch of a range, and the tree that it is for.
 * @s: open; its files become those of the commit before the range
 * @range: A..B, a commit, or NULL for what is staged
 *
 * Returns 0, or -1 after one sentence on stderr.
 */
int gitrange_load(struct source *s, const char *range, struct buf *text);

/**
 * gitrange_repository() - the top of the repository of the current folder.
 * @any: not only if it is a kernel's: patches that are given by hand need not
 *	be for the repository that somebody happens to be in
 *
 * Returns NULL if there is none; release it with free().
 */
char *gitrange_repository(bool any);

#endif
