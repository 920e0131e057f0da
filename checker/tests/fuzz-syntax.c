// SPDX-License-Identifier: GPL-2.0-only
/*
 * A file through the front end by syntax, the solver and all checks.
 * `make fuzz FUZZ=syntax`.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "check/api.h"
#include "check/tablewords.h"
#include "tests/look.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *root = getenv("FUZZ_ROOT");
	char folder[4096];

	(void)argc;
	(void)argv;
	snprintf(folder, sizeof(folder), "%s/checker/lists", root);
	if (api_read(folder) || tablewords_read(folder))
		exit(2);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct syntax *s = syntax_new();
	struct findings found = { 0 };

	/* A header for the one half, a source for the other. */
	syntax_add(s, "arch/one/include/asm/a.h", (const char *)data, size / 2,
		   SYNTAX_LOOK_AT);
	syntax_add(s, "mm/a.c", (const char *)data + size / 2,
		   size - size / 2, SYNTAX_LOOK_AT);
	look_at_all(s, &found);
	findings_free(&found);
	syntax_free(s);
	return 0;
}
