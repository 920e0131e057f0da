/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_PATCHNAME_H
#define PTDESC_PATCHNAME_H

#include <stdbool.h>

#include "mail.h"

/* The names of files in patches. */

/**
 * patchname_read() - the name in a line such as "--- NAME\tdate".
 * @s: from the name on
 *
 * Undoes git's quoting. Returns NULL when there is none, or when it has a
 * zero byte; "/dev/null" is a name like any other. Release it with free().
 */
char *patchname_read(struct span s);

/**
 * patchname_pair() - both names of "diff --git a/NAME b/NAME".
 * @s: behind "diff --git "
 *
 * Where blanks leave several ways to cut it, the one with the same name twice
 * counts. Returns false if there is none.
 */
bool patchname_pair(struct span s, char **old_name, char **new_name);

/**
 * patchname_strip() - how many folders to leave out, as patch -p has it.
 * @old_name, @new_name: either may be NULL
 *
 * 1 for a/ and b/ (or i/, w/, c/, o/) and for two different first folders of
 * one name; otherwise 0.
 */
int patchname_strip(const char *old_name, const char *new_name);

/** patchname_cut() - the name behind @strip folders, or NULL. */
const char *patchname_cut(const char *name, int strip);

/**
 * patchname_is_inside() - can it only be a file below the tree?
 *
 * Not if it is absolute, empty, or has a part that is empty, "." or "..", or
 * ".git" in any case of letters.
 */
bool patchname_is_inside(const char *name);

/** patchname_is_header() - does the name end in ".h"? */
bool patchname_is_header(const char *name);

#endif
