// SPDX-License-Identifier: GPL-2.0-only
/* What the printers print, byte for byte, and the options that change it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "findings/ids.h"
#include "findings/outcome-read.h"
#include "findings/output.h"

static void fill(struct outcome *o)
{
	struct finding *f;

	finding_set(&o->tool, "ptdesc-check");
	finding_set(&o->tree_path, "/src/linux");
	o->units = 2;
	o->functions = 7;
	o->lines = 90;
	f = findings_add(&o->findings, "PT004", "mm/a,b.c", 12, 9, "pgd_alloc",
			 "100% of it", "use pagetable_alloc()");
	finding_chain(f, "mm/c.c", 3, "populated here");
	findings_add(&o->findings, "PT001", "mm/a,b.c", 14, 2, "pgd_alloc",
		     "pmd_huge_pte is used", NULL);
	findings_add(&o->findings, "PT005", "mm/z.c", 1, 1, NULL,
		     "at file scope", NULL);
}

/* What is printed with some arguments, malloc()ed. */
static char *printed(struct outcome *o, const char *first, const char *second)
{
	char *argv[] = { "test", (char *)first, (char *)second, NULL };
	struct output how = { 0 };
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	argp_parse(&output_argp, first ? second ? 3 : 2 : 1, argv, 0, NULL,
		   &how);
	output_select(&how, o);
	assert_int_equal(output_print(&how, o, out), 0);
	fclose(out);
	output_free(&how);
	return text;
}

static void expect(const char *first, const char *second, const char *want)
{
	struct outcome o = { 0 };
	char *text;

	fill(&o);
	text = printed(&o, first, second);
	assert_string_equal(text, want);
	free(text);
	outcome_free(&o);
}

static void test_text(void **state)
{
	(void)state;
	expect(NULL, NULL,
	       "mm/a,b.c: In function 'pgd_alloc':\n"
	       "mm/a,b.c:12:9: warning: 100% of it [PT004]\n"
	       "mm/c.c:3: note: populated here\n"
	       "mm/a,b.c:12:9: note: use pagetable_alloc()\n"
	       "mm/a,b.c:14:2: warning: pmd_huge_pte is used [PT001]\n"
	       "mm/z.c:1:1: warning: at file scope [PT005]\n"
	       "3 findings in 2 units, 7 functions, 90 lines; all of them analysed\n");
	expect("--terse", "--no-summary",
	       "mm/a,b.c:12:9: warning: 100% of it [PT004]\n"
	       "mm/a,b.c:14:2: warning: pmd_huge_pte is used [PT001]\n"
	       "mm/z.c:1:1: warning: at file scope [PT005]\n");
}

static void test_types(void **state)
{
	(void)state;
	expect("--types=PT005,page-member", "--no-summary",
	       "mm/a,b.c: In function 'pgd_alloc':\n"
	       "mm/a,b.c:14:2: warning: pmd_huge_pte is used [PT001]\n"
	       "mm/z.c:1:1: warning: at file scope [PT005]\n");
	expect("--ignore=PT001, PT004", "--show-types",
	       "mm/z.c:1:1: warning: at file scope [PT005 page-free]\n"
	       "PT005 page-free: 1, a page table is freed through the page allocator\n"
	       "1 finding in 2 units, 7 functions, 90 lines; all of them analysed\n");
}

static void test_color(void **state)
{
	(void)state;
	expect("--color=always", "--types=PT005",
	       "\33[1mmm/z.c:1:1:\33[m \33[1;35mwarning:\33[m at file scope [PT005]\n"
	       "1 finding in 2 units, 7 functions, 90 lines; all of them analysed\n");
	/* A file is no terminal. */
	expect("--color=auto", "--types=PT005",
	       "mm/z.c:1:1: warning: at file scope [PT005]\n"
	       "1 finding in 2 units, 7 functions, 90 lines; all of them analysed\n");
	expect("--emacs", "--types=PT005",
	       "/src/linux/mm/z.c:1:1: warning: at file scope [PT005]\n"
	       "1 finding in 2 units, 7 functions, 90 lines; all of them analysed\n");
}

static void test_github(void **state)
{
	(void)state;
	expect("--format=github", "--types=PT004",
	       "::warning file=mm/a%2Cb.c,line=12,col=9,title=PT004 memory of a page table comes from the page allocator::"
	       "100%25 of it%0Amm/c.c:3: populated here%0Ause pagetable_alloc()\n");
}

static void test_unseen(void **state)
{
	struct outcome o = { 0 };
	char *text;

	(void)state;
	outcome_unseen(&o, "mm/b.c", "csky", "defconfig", "no compiler");
	outcome_unseen(&o, "mm/b.c", "csky", "defconfig", "no compiler");
	outcome_uncovered(&o, "mm/a.c", 7, 7);
	outcome_uncovered(&o, "mm/a.c", 4, 5);
	outcome_uncovered(&o, "mm/a.c", 6, 6);
	text = printed(&o, NULL, NULL);
	assert_string_equal(text,
		"mm/b.c: not analysed for csky/defconfig: no compiler\n"
		"mm/a.c: no unit has lines 4-7\n"
		"0 findings in 0 units, 0 functions, 0 lines; not analysed: 1 unit, 4 lines that no unit has\n");
	assert_int_equal(outcome_exit_code(&o), 3);
	free(text);
	outcome_free(&o);
	assert_int_equal(outcome_exit_code(&o), 0);
}

static void test_round_trip(void **state)
{
	struct outcome o = { 0 }, again = { 0 };
	char *text, *second;

	(void)state;
	fill(&o);
	finding_set(&o.findings.list[0].arch, "x86");
	finding_set(&o.findings.list[1].suppressed, "kept \"so\"");
	finding_set(&o.findings.list[2].message, "not UTF-8: \377");
	outcome_unseen(&o, "mm/b.c", NULL, NULL, "no compiler");
	outcome_uncovered(&o, "mm/a.c", 4, 5);
	outcome_uncovered(&o, "mm/b.c", 1, 1);
	text = printed(&o, "--json", NULL);
	assert_int_equal(outcome_parse(&again, text, strlen(text), "text"), 0);
	assert_string_equal(again.findings.list[2].message,
			    "not UTF-8: \357\277\275");
	assert_int_equal(again.findings.list[0].chain_count, 1);
	assert_int_equal(outcome_open(&again), 2);
	second = printed(&again, "--json", NULL);
	assert_string_equal(text, second);
	free(text);
	free(second);
	outcome_free(&o);
	outcome_free(&again);
}

static void test_bad_lists(void **state)
{
	static const char *const bad[] = {
		"", "[", "null", "[]", "{}", "{\"findings\": 3}",
		"{\"findings\": [{\"id\": \"PT001\"}]}",
		"{\"findings\": [{\"id\": 1, \"file\": \"a\", \"message\": \"\"}]}",
		"{\"findings\": [], \"uncovered\": [{\"file\": \"a\", \"lines\": [[2, 1]]}]}",
		"{\"findings\": [], \"not_analysed\": [{}]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct outcome o = { 0 };

		assert_int_equal(outcome_parse(&o, bad[i], strlen(bad[i]),
					       "test"), -1);
		outcome_free(&o);
	}
}

static void test_ids(void **state)
{
	(void)state;
	assert_int_equal(check_id_find("PT004", 5),
			 check_id_find("page-allocator", 14));
	assert_int_equal(check_id_find("PT00", 4), -1);
	assert_int_equal(check_id_find("PT0044", 6), -1);
	assert_int_equal(check_id_find("", 0), -1);
	for (size_t i = 1; i < check_id_count; i++)
		assert_true(strcmp(check_ids[i - 1].id, check_ids[i].id) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_color),
		cmocka_unit_test(test_github),
		cmocka_unit_test(test_unseen),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_bad_lists),
		cmocka_unit_test(test_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
