/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_WALK_H
#define PTDESC_WALK_H

#include <stddef.h>

/*
 * The regular files of a tree, each once, in the byte order of their whole
 * path, whatever order the file system returns them in. Symbolic links are not
 * followed and anything called ".git" is not entered.
 */
struct walk {
	char **paths;		/* relative to the root, without "./" */
	size_t count;
	size_t capacity;
	size_t errors;		/* folders or entries that could not be read */
};

/**
 * walk_add() - enter every regular file at or below a path.
 * @w: the list so far; all zeros before the first call
 * @rootfd: the root of the tree, open as a folder
 * @path: relative to the root; "" or "." is the whole tree
 *
 * What cannot be read is said on stderr, counted in @w->errors, and the walk
 * goes on. Returns 0, or -1 with errno set when @path itself does not exist,
 * is neither a folder nor a regular file, or memory is out.
 */
int walk_add(struct walk *w, int rootfd, const char *path);

/**
 * walk_append() - enter one path as it stands, without looking at it.
 *
 * Returns 0, or -1 when memory is out.
 */
int walk_append(struct walk *w, const char *path);

/**
 * walk_sort() - put the list in order and drop repetitions; needed only when
 * it was filled by more than one call.
 */
void walk_sort(struct walk *w);

/** walk_free() - release the list and leave @w all zeros. */
void walk_free(struct walk *w);

#endif
