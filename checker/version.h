/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_VERSION_H
#define PTDESC_VERSION_H

#include <stddef.h>

/*
 * Versions of kernels, as numbers that can be compared. 0 is none: it is not
 * known, or not said.
 */

/** version_parse() - the number of "6.12"; 0 if the text is not a version. */
unsigned int version_parse(const char *text);

/** version_of_makefile() - by the text of a tree's Makefile; 0 if it has none. */
unsigned int version_of_makefile(const char *text, size_t len);

/** version_of_tree() - by the Makefile of a folder; 0 if it is no tree. */
unsigned int version_of_tree(const char *folder);

#endif
