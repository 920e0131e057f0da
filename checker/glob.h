/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_GLOB_H
#define PTDESC_GLOB_H

/**
 * glob_match() - does a path match a glob, as a whole?
 *
 * '*' stands for any run of characters but '/', '**' for any run at all, '?'
 * for one character but '/'. Returns 1 or 0.
 */
int glob_match(const char *glob, const char *path);

/**
 * line_trim() - a line of a list without its '#' comment and outer blanks.
 *
 * Changes @line; returns a place in it.
 */
char *line_trim(char *line);

#endif
