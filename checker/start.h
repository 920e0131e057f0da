/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_START_H
#define PTDESC_START_H

#include <stdbool.h>

/* Wrong use, or a part of the environment that is missing; see buf.h for 3. */
#define EXIT_USAGE 2

/* start_program() - before argp_parse(): its exit code, and --version. */
void start_program(void);

/*
 * start_version() - the same for a program without argp: prints the version
 * if it is all that is asked for, and returns whether it was.
 */
bool start_version(int argc, char **argv);

/*
 * start_lists() - read the lists of the kernel's names, from the folder that is
 * named or that of the checkout, as they are in the version of a tree if one is
 * given. Returns 0, or -1 after one sentence.
 */
int start_lists(const char *named, const char *tree);

#endif
