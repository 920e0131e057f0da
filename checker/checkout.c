// SPDX-License-Identifier: GPL-2.0-only
/* Finding the data that a program was built with. */
#define _GNU_SOURCE
#include <errno.h>
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
		path = xasprintf("%s/%s", exe, name);
		if (!access(path, F_OK))
			return path;
		free(path);
	}
	return NULL;
}

static const char *named_lists;

void checkout_name_lists(const char *folder)
{
	named_lists = folder;
}

char *checkout_lists(const char *named)
{
	char *folder;

	if (named)
		checkout_name_lists(named);
	folder = named_lists ? xstrdup(named_lists) :
			       checkout_find("checker/lists");
	if (!folder)
		fprintf(stderr, "%s: its lists are not beside it: name their folder with --lists\n",
			program_invocation_short_name);
	return folder;
}
