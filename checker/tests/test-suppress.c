// SPDX-License-Identifier: GPL-2.0-only
/* Suppressions: what they name, and which lines are none. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "findings/suppress.h"

static int parse(struct suppressions *s, const char *lines)
{
	char *text = strdup(lines);
	int result = suppress_parse(s, text, "list");

	free(text);
	return result;
}

static void test_apply(void **state)
{
	struct suppressions s = { 0 };
	struct findings f = { 0 };
	char *unused = NULL;
	size_t size;
	FILE *out;

	(void)state;
	findings_add(&f, "PT004", "arch/x86/mm/pti.c", 1, 1, "pti_walk", "m",
		     NULL);
	findings_add(&f, "PT005", "arch/x86/mm/pti.c", 1, 1, "pti_walk", "m",
		     NULL);
	findings_add(&f, "PT004", "arch/x86/mm/pti.c", 1, 1, NULL, "m", NULL);
	assert_int_equal(parse(&s,
		"# comment PT001\n\n"
		" PT004\tarch/*/mm/*.c  pti_* \t a leaf's memory # see there \r\n"
		"page-member ** * never seen\n"), 0);
	suppress_apply(&s, &f);
	assert_string_equal(f.list[0].suppressed,
			    "a leaf's memory # see there");
	assert_null(f.list[1].suppressed);
	assert_null(f.list[2].suppressed);
	out = open_memstream(&unused, &size);
	suppress_unused(&s, out);
	fclose(out);
	assert_string_equal(unused, "list:4: nothing matches: PT001 ** *\n");
	free(unused);
	suppress_free(&s);
	findings_free(&f);
}

static void test_no_reason(void **state)
{
	static const char *const bad[] = {
		"PT004", "PT004 mm/a.c", "PT004 mm/a.c pgd_alloc",
		"PT004 mm/a.c pgd_alloc \t", "PT999 mm/a.c pgd_alloc reason",
		"mm/a.c PT004 pgd_alloc reason",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct suppressions s = { 0 };

		assert_int_equal(parse(&s, bad[i]), -1);
		suppress_free(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_apply),
		cmocka_unit_test(test_no_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
