// SPDX-License-Identifier: GPL-2.0-only
/* What the lines of a list are made of. */
#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>

#include "glob.h"

/*
 * On a mismatch the last run takes one character more; what came before it
 * cannot do better. A '*' that would have to cross a '/' leaves that to the
 * last '**' before it.
 */
int glob_match(const char *glob, const char *path)
{
	const char *any = NULL, *any_at = NULL, *run = NULL, *run_at = NULL;

	for (;;) {
		if (glob[0] == '*' && glob[1] == '*') {
			any = glob += 2;
			any_at = path;
			run = NULL;
		} else if (*glob == '*') {
			run = ++glob;
			run_at = path;
		} else if (*glob && *path && (*glob == *path ||
			   (*glob == '?' && *path != '/'))) {
			glob++;
			path++;
		} else if (!*glob && !*path) {
			return 1;
		} else if (run && *run_at && *run_at != '/') {
			glob = run;
			path = ++run_at;
		} else if (any && *any_at) {
			glob = any;
			path = ++any_at;
			run = NULL;
		} else {
			return 0;
		}
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
