/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_INCLUDES_H
#define PTDESC_CHECK_INCLUDES_H

#include <stddef.h>

/**
 * includes_find() - the headers of a tree that a file names.
 * @path: of the file, relative to the tree
 * @see: is given the path of each header that is there, relative to the tree
 *
 * <asm/...> is that of the file's own architecture, and of none for generic
 * files; with <linux/x.h> goes its <asm/x.h>. What a header names in turn is
 * not looked for.
 */
void includes_find(const char *tree, const char *path, const char *text,
		   size_t len,
		   void (*see)(void *context, const char *header),
		   void *context);

#endif
