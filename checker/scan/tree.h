/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_TREE_H
#define PTDESC_TREE_H

#include "scan/walk.h"

/**
 * tree_open() - open the folder of a kernel tree.
 *
 * A kernel tree has a Kconfig and a Makefile that sets VERSION and PATCHLEVEL.
 * Returns a file descriptor, or -1 after one sentence on stderr.
 */
int tree_open(const char *path);

/**
 * tree_add_path() - enter the files at or below a path of the tree.
 * @tree: the tree's own path, for messages
 *
 * Returns 0, or -1 after one sentence on stderr: the path is not there, or
 * would leave the tree.
 */
int tree_add_path(struct walk *w, const char *tree, int rootfd,
		  const char *path);

/**
 * tree_read_list() - enter the files that a list names, one a line.
 * @list: a file, "-" is standard input
 *
 * Returns 0, or -1 after one sentence on stderr.
 */
int tree_read_list(struct walk *w, const char *list);

#endif
