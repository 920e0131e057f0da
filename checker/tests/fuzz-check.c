// SPDX-License-Identifier: GPL-2.0-only
/*
 * ptdesc-check's readers under libFuzzer: arguments, lists of functions, the
 * macros of a compiler. `make fuzz FUZZ=check`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/api.h"
#include "check/flags.h"
#include "check/predef.h"
#include "check/strtab.h"

static void read_flags(const char *text)
{
	struct strings words = { 0 };
	struct unit_flags flags = { 0 };

	if (!flags_split(&words, text))
		flags_sort(&flags, words.count, words.list);
	flags_free(&flags);
	strings_free(&words);
}

static void read_list(char *text)
{
	api_parse(ROLE_CONVERTS, text, "fuzz");
	api_free();
	str_free_all();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *text;

	if (!size)
		return 0;
	text = malloc(size);
	if (!text)
		return 0;
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	if (data[0] % 3 == 0)
		read_flags(text);
	else if (data[0] % 3 == 1)
		read_list(text);
	else
		predef_target(text);
	free(text);
	return 0;
}
