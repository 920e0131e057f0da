// SPDX-License-Identifier: GPL-2.0-only
/* What all programs have in common. */
#define _GNU_SOURCE
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/api.h"
#include "check/tablewords.h"
#include "checkout.h"
#include "start.h"
#include "version.h"

/* The Makefile takes it from where the scripts have it. */
static void print_version(FILE *out, struct argp_state *state)
{
	(void)state;
	fprintf(out, "%s (ptdesc) %s\n", program_invocation_short_name,
		PTDESC_TOOLKIT);
}

void start_program(void)
{
	argp_err_exit_status = EXIT_USAGE;
	argp_program_version_hook = print_version;
}

bool start_version(int argc, char **argv)
{
	if (argc != 2 || strcmp(argv[1], "--version"))
		return false;
	print_version(stdout, NULL);
	return true;
}

int start_lists(const char *named, const char *tree)
{
	char *folder = checkout_lists(named);
	int err = -1;

	if (folder)
		err = api_read(folder) || tablewords_read(folder) ? -1 : 0;
	if (!err && tree)
		api_set_version(version_of_tree(tree));
	free(folder);
	return err;
}
