// SPDX-License-Identifier: GPL-2.0-only
/*
 * ptdesc-check's readers under libFuzzer: arguments, lists of functions, the
 * macros of a compiler, suppressions, lists of findings. The first byte says
 * which. `make fuzz FUZZ=check`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/api.h"
#include "check/flags.h"
#include "check/predef.h"
#include "check/strtab.h"
#include "findings/outcome-read.h"
#include "findings/suppress.h"

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

static void read_suppressions(char *text)
{
	struct suppressions s = { 0 };
	struct findings f = { 0 };

	findings_add(&f, "PT004", "arch/x86/mm/a.c", 1, 1, "f", "m", NULL);
	if (!suppress_parse(&s, text, "fuzz"))
		suppress_apply(&s, &f);
	findings_free(&f);
	suppress_free(&s);
}

static void read_findings(const char *text, size_t size)
{
	struct outcome o = { 0 };

	if (!outcome_parse(&o, text, size, "fuzz"))
		outcome_sort(&o);
	outcome_free(&o);
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
	switch ((unsigned char)(data[0] - '0') % 5) {
	case 0:
		read_flags(text);
		break;
	case 1:
		read_list(text);
		break;
	case 2:
		predef_target(text);
		break;
	case 3:
		read_suppressions(text);
		break;
	default:
		read_findings(text, size - 1);
	}
	free(text);
	return 0;
}
