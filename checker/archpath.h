/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_ARCHPATH_H
#define PTDESC_ARCHPATH_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Paths of a kernel tree that are of one architecture. */

/** in_arch() - is it below arch/? */
static inline bool in_arch(const char *path)
{
	return !strncmp(path, "arch/", 5);
}

/** arch_name() - NAME in arch/NAME/..., whose length goes to *@len; or NULL. */
static inline const char *arch_name(const char *path, size_t *len)
{
	*len = in_arch(path) ? strcspn(path + 5, "/") : 0;
	return *len ? path + 5 : NULL;
}

/** arch_folder() - the length of "arch/NAME/" before the rest; 0 if none. */
static inline size_t arch_folder(const char *path)
{
	size_t len;
	const char *name = arch_name(path, &len);

	return name && name[len] == '/' ? 5 + len + 1 : 0;
}

#endif
