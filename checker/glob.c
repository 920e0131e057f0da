// SPDX-License-Identifier: GPL-2.0-only
/* What the lines of a list are made of. */
#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>

#include "glob.h"

int glob_match(const char *glob, const char *path)
{
	int crosses;

	for (; *glob && *glob != '*'; glob++, path++)
		if (*path != *glob && (*glob != '?' || *path == '/' || !*path))
			return 0;
	if (!*glob)
		return !*path;
	crosses = glob[1] == '*';
	for (glob += 1 + crosses; ; path++) {
		if (glob_match(glob, path))
			return 1;
		if (!*path || (*path == '/' && !crosses))
			return 0;
	}
}

char *line_trim(char *line)
{
	char *end = strchrnul(line, '#');

	while (end > line && isspace((unsigned char)end[-1]))
		end--;
	*end = '\0';
	return line + strspn(line, " \t");
}
