// SPDX-License-Identifier: GPL-2.0-only
/* What is new between two lists of findings. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "findings/against.h"

static void add(struct findings *f, const char *id, const char *file,
		unsigned int line, const char *function)
{
	findings_add(f, id, file, line, 1, function, "m", NULL);
}

static void test_new(void **state)
{
	struct findings now = { 0 }, old = { 0 };

	(void)state;
	add(&old, "PT004", "a.c", 10, "f");
	add(&old, "PT004", "a.c", 20, "f");
	add(&old, "PT001", "a.c", 30, NULL);
	add(&old, "PT001", "gone.c", 30, "f");
	add(&now, "PT004", "a.c", 11, "f");
	add(&now, "PT004", "a.c", 21, "f");
	add(&now, "PT004", "a.c", 22, "f");	/* a third one */
	add(&now, "PT004", "a.c", 23, "g");	/* another function */
	add(&now, "PT005", "a.c", 24, "f");	/* another id */
	add(&now, "PT001", "a.c", 50, NULL);
	add(&now, "PT001", "b.c", 50, NULL);	/* another file */
	against_drop(&now, &old);
	assert_int_equal(now.count, 4);
	assert_int_equal(now.list[0].line, 22);
	assert_int_equal(now.list[1].line, 23);
	assert_int_equal(now.list[2].line, 24);
	assert_string_equal(now.list[3].file, "b.c");
	findings_free(&now);
	findings_free(&old);
}

static void test_nothing(void **state)
{
	struct findings now = { 0 }, old = { 0 };

	(void)state;
	against_drop(&now, &old);
	assert_int_equal(now.count, 0);
	add(&now, "PT004", "a.c", 11, "f");
	against_drop(&now, &old);
	assert_int_equal(now.count, 1);
	findings_free(&now);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
