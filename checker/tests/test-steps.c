// SPDX-License-Identifier: GPL-2.0-only
/* Which step's advice a finding gets. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "findings/steps.h"

#define HEAD "// SPDX-License-Identifier: GPL-2.0-only\n/// Text.\n"

static char folder[] = "/tmp/test-steps.XXXXXX";

static void write_file(const char *name, const char *text)
{
	char *path;
	FILE *file;

	assert_true(asprintf(&path, "%s/%s", folder, name) > 0);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	free(path);
}

static int write_series(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	write_file("series", "# comment\n\nword\t# 1\ngeneric\ntoy\nbox-a\nbox-b\n");
	write_file("word.cocci", HEAD "// Names: old_api\n// Names: older_api\n"
		   "// Paths: **\n// Ids: PT002\n// Advice: the new one\n");
	write_file("generic.cocci", HEAD "// Names: f\n// Ids: PT004\n"
		   "// Paths: include/** arch/** !arch/*/kvm/**\n"
		   "// Paths: !arch/toy/** !later\n// Advice: generic\n\n"
		   "// Advice: no header any more\n");
	write_file("toy.cocci", HEAD "// Names: f\n// Ids: PT002 PT004\n"
		   "// Paths: arch/toy/**\n// Advice: as toys do\n");
	write_file("box-a.cocci", HEAD "// Names: a\n// Ids: PT004\n"
		   "// Paths: arch/box/**\n// Advice: a\n");
	write_file("box-b.cocci", HEAD "// Names: b\n// Ids: PT004\n"
		   "// Paths: arch/box/mm/**\n// Advice: b\n");
	return 0;
}

static int remove_series(void **state)
{
	const char *const names[] = { "series", "word.cocci", "generic.cocci",
				      "toy.cocci", "box-a.cocci",
				      "box-b.cocci" };
	char path[128];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		unlink(path);
	}
	return rmdir(folder);
}

static void check(const char *id, const char *file, const char *message,
		  const char *advice, const char *expected)
{
	struct steps s = { 0 };
	struct findings f = { 0 };

	assert_int_equal(steps_read(&s, folder), 0);
	findings_add(&f, id, file, 1, 1, NULL, message, advice);
	steps_advise(&s, &f);
	if (expected)
		assert_string_equal(f.list[0].advice, expected);
	else
		assert_null(f.list[0].advice);
	findings_free(&f);
	steps_free(&s);
}

static void test_by_name(void **state)
{
	(void)state;
	check("PT002", "mm/a.c", "older_api() takes a page", NULL,
	      "the new one (step word)");
	check("PT002", "arch/toy/a.c", "old_api() takes a page", "do so",
	      "do so (step word: the new one)");
	check("PT002", "mm/a.c", "very_old_api() takes a page", "do so",
	      "do so");
	check("PT004", "include/a.h", "f() is called", "generic",
	      "generic (step generic)");
	check("PT005", "mm/a.c", "old_api() takes a page", NULL, NULL);
}

static void test_by_path(void **state)
{
	(void)state;
	check("PT004", "arch/toy/mm/a.c", "g() is called", NULL,
	      "as toys do (step toy)");
	/* Which of two it is, only a name says. */
	check("PT004", "arch/box/mm/a.c", "g() is called", NULL, NULL);
	check("PT004", "arch/box/mm/a.c", "b is called", NULL,
	      "b (step box-b)");
	check("PT004", "arch/box/kernel/a.c", "g() is called", NULL,
	      "a (step box-a)");
	check("PT004", "arch/toys/a.c", "g() is called", NULL, NULL);
}

/* What Paths leaves out, as docs/steps.md has it. */
static void test_left_out(void **state)
{
	(void)state;
	check("PT004", "arch/vax/a.c", "f is called", NULL,
	      "generic (step generic)");
	check("PT004", "arch/vax/kvm/a.c", "f is called", NULL, NULL);
	check("PT004", "arch/box/kernel/a.c", "f is called", NULL,
	      "a (step box-a)");
	check("PT004", "arch/toy/a.c", "f is called", NULL,
	      "as toys do (step toy)");
}

static void test_not_there(void **state)
{
	struct steps s = { 0 };

	(void)state;
	assert_int_equal(steps_read(&s, "/nowhere"), -1);
	assert_int_equal(s.count, 0);
	steps_free(&s);
	write_file("series", "word\nmissing\n");
	assert_int_equal(steps_read(&s, folder), -1);
	steps_free(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_name),
		cmocka_unit_test(test_by_path),
		cmocka_unit_test(test_left_out),
		cmocka_unit_test(test_not_there),
	};

	return cmocka_run_group_tests(tests, write_series, remove_series);
}
