// SPDX-License-Identifier: GPL-2.0-only
/* Finding the data that a program was built with. */
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "checkout.h"

char *checkout_find(const char *name)
{
	char exe[PATH_MAX], *path, *slash;
	ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	if (len < 0)
		return NULL;
	exe[len] = '\0';
	while ((slash = strrchr(exe, '/'))) {
		*slash = '\0';
		if (asprintf(&path, "%s/%s", exe, name) < 0)
			xrealloc(NULL, (size_t)-1);
		if (!access(path, F_OK))
			return path;
		free(path);
	}
	return NULL;
}
