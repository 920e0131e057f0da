// SPDX-License-Identifier: GPL-2.0-only
/* The list of findings: order, and one finding a place. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "findings/finding.h"

static struct finding *add(struct findings *f, const char *id,
			   const char *file, unsigned int line,
			   const char *arch)
{
	struct finding *new = findings_add(f, id, file, line, 1, "fn", "said",
					   NULL);

	finding_set(&new->arch, arch);
	return new;
}

static void test_order(void **state)
{
	struct findings f = { 0 };

	(void)state;
	add(&f, "PT002", "mm/b.c", 1, NULL);
	add(&f, "PT005", "mm/a.c", 20, NULL);
	add(&f, "PT004", "mm/a.c", 20, NULL);
	add(&f, "PT004", "mm/a.c", 3, NULL);
	findings_sort(&f);
	assert_int_equal(f.count, 4);
	assert_int_equal(f.list[0].line, 3);
	assert_string_equal(f.list[1].id, "PT004");
	assert_string_equal(f.list[2].id, "PT005");
	assert_string_equal(f.list[3].file, "mm/b.c");
	findings_free(&f);
	assert_int_equal(f.count, 0);
}

static void test_once(void **state)
{
	struct findings f = { 0 };

	(void)state;
	findings_sort(&f);
	add(&f, "PT001", "mm/a.h", 7, "x86");
	finding_chain(add(&f, "PT001", "mm/a.h", 7, "arm"), "mm/a.c", 2,
		      "from here");
	add(&f, "PT001", "mm/a.h", 8, "x86");
	add(&f, "PT001", "mm/a.h", 7, "s390");
	findings_sort(&f);
	assert_int_equal(f.count, 2);
	assert_string_equal(f.list[0].arch, "arm");
	assert_int_equal(f.list[0].chain_count, 1);
	assert_string_equal(f.list[0].chain[0].what, "from here");
	assert_int_equal(f.list[1].line, 8);
	findings_free(&f);
}

static void say(struct findings *f, unsigned int column, const char *message)
{
	findings_add(f, "PT005", "mm/a.h", 7, column, "fn", message, NULL);
}

static void test_levels(void **state)
{
	struct findings f = { 0 };

	(void)state;
	say(&f, 2, "free_page() frees a page table as a page");
	say(&f, 2, "free_page() frees a PMD table as a page");
	say(&f, 2, "free_page() frees a PTE table as a page");
	say(&f, 3, "free_page() frees a page table as a page");
	say(&f, 3, "put_page() frees a PTE table as a page");
	say(&f, 3, "free_page() frees a PTE table as a");
	say(&f, 3, "free_page() frees a p");
	findings_sort(&f);
	assert_int_equal(f.count, 6);
	assert_string_equal(f.list[0].message,
			    "free_page() frees a PMD table as a page");
	assert_string_equal(f.list[1].message,
			    "free_page() frees a PTE table as a page");
	findings_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_once),
		cmocka_unit_test(test_levels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
