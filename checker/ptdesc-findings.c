// SPDX-License-Identifier: GPL-2.0-only
/* ptdesc-findings: merge, compare and print lists of findings. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "findings/against.h"
#include "findings/outcome-read.h"
#include "findings/output.h"
#include "start.h"

enum { OPT_AGAINST = 256 };

struct options {
	struct output output;
	struct outcome all;
	struct outcome old;
};

static const struct argp_option option_table[] = {
	{ "against", OPT_AGAINST, "FILE", 0,
	  "only what FILE, another list of findings, does not have", 0 },
	{ 0 }
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &o->output;
		break;
	case OPT_AGAINST:
		if (outcome_read(&o->old, arg))
			exit(EXIT_USAGE);
		break;
	case ARGP_KEY_ARG:
		if (outcome_read(&o->all, arg))
			exit(EXIT_USAGE);
		break;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "name the lists of findings: check-input.json, - for standard input");
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = option_table,
	.parser = parse_option,
	.args_doc = "FILE...",
	.doc = "Merge lists of findings, each place once, and print them.\v"
	       "FILEs are what ptdesc-check --json and make check wrote.\n\n"
	       "Exit: 0 no findings, 1 findings, 2 wrong use, 3 something was not analysed.",
	.children = output_children,
};

int main(int argc, char **argv)
{
	struct options o = { 0 };
	int err, status;

	start_program();
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	against_drop(&o.all.findings, &o.old.findings);
	output_select(&o.output, &o.all);
	status = outcome_exit_code(&o.all);
	err = output_print(&o.output, &o.all, stdout);
	if (err) {
		fprintf(stderr, "ptdesc-findings: the output could not be written: %s\n",
			strerror(-err));
		status = EXIT_INCOMPLETE;
	}
	outcome_free(&o.all);
	outcome_free(&o.old);
	output_free(&o.output);
	return status;
}
