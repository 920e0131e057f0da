// SPDX-License-Identifier: GPL-2.0-only
/*
 * A patch on no tree through everything behind the reader: collecting, the
 * engine, comparing, printing. `make fuzz FUZZ=lint`.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "check/api.h"
#include "check/tablewords.h"
#include "lint/lint.h"
#include "lint/patch.h"
#include "lint/series.h"
#include "findings/output.h"

static struct lists lists;
static FILE *nowhere;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *root = getenv("FUZZ_ROOT");
	char folder[4096];

	(void)argc;
	(void)argv;
	snprintf(folder, sizeof(folder), "%s/checker/lists", root);
	nowhere = fopen("/dev/null", "w");
	if (!nowhere || lists_read(&lists, folder, CLASS_ALL) ||
	    wordset_build(lists.words) || api_read(folder) ||
	    tablewords_read(folder))
		exit(2);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct patches p = { 0 };
	struct outcome outcome = { 0 };
	struct source source;
	struct lint lint = { .outcome = &outcome };
	struct series series = { .patches = &p, .lists = &lists,
				 .source = &source, .strip = -1,
				 .outcome = &outcome };
	struct output how = { .partial = true };

	source_none(&source);
	if (!patches_read(&p, (const char *)data, size) &&
	    !series_run(&series, lint_file, &lint)) {
		lint_finish(&lint, &outcome);
		output_select(&how, &outcome);
		output_print(&how, &outcome, nowhere);
	}
	lint_free(&lint);
	buf_free(&series.error);
	outcome_free(&outcome);
	patches_free(&p);
	return 0;
}
