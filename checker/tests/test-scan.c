// SPDX-License-Identifier: GPL-2.0-only
/* From text to sites: how a word is used, and what it is in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "glob.h"
#include "listfile.h"
#include "scan/scan.h"

static char folder[] = "/tmp/test-scan-XXXXXX";
static struct lists lists;

static void write_list(const char *name, const char *text)
{
	char path[64];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static int read_lists(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	for (size_t i = 0; i < listfile_count(); i++)
		write_list(listfile_name(i), "");
	write_list("page-api", "old_ctor # a comment\n\n  old_lock\n");
	write_list("members", "pt_lock site=members\nlru site=page-members\n");
	write_list("handles-page", "get_page as=page site=page-allocator\n");
	write_list("ptdesc-api", "new_*\n");
	write_list("table-context", "TABLE_FLAGS\n");
	write_list("table-parts", "pgd\n");
	write_list("page-parts", "page\n");
	write_list("takes-member", "list_*\nhlist_*\ncontainer_of\noffsetof\n");
	write_list("table-paths", "arch/**\nmm/*\n!arch/*/kvm/**\n");
	if (lists_read(&lists, folder, CLASS_ALL))
		return -1;
	wordset_add(lists.words, "asked", WORD_FACT);
	return wordset_build(lists.words);
}

static int forget_lists(void **state)
{
	(void)state;
	lists_free(&lists);
	for (size_t i = 0; i < listfile_count(); i++) {
		char path[64];

		snprintf(path, sizeof(path), "%s/%s", folder,
			 listfile_name(i));
		unlink(path);
	}
	return rmdir(folder);
}

static struct scan_result scan(const char *path, const char *text)
{
	size_t len = strlen(text);
	char *buffer = calloc(1, len + WORDSET_SLOP);
	struct scan_result r = { 0 };

	assert_non_null(buffer);
	memcpy(buffer, text, len);
	assert_int_equal(scan_buffer(&lists, path, buffer, len, &r), 0);
	free(buffer);
	return r;
}

/* All sites of a text as one string, "line:column name kind in function;". */
static void expect_sites(const char *path, const char *text,
			 const char *wanted)
{
	struct scan_result r = scan(path, text);
	char *got = NULL;
	size_t size;
	FILE *f = open_memstream(&got, &size);

	assert_non_null(f);
	for (size_t i = 0; i < r.site_count; i++) {
		const struct site *s = &r.sites[i];

		fprintf(f, "%u:%u %s %s %s %s;", s->line, s->column, s->name,
			kind_name(s->kind), in_name(s->in),
			s->function ? s->function : "-");
	}
	assert_int_equal(fclose(f), 0);
	assert_string_equal(got, wanted);
	free(got);
	scan_free(&r);
}

/* The same of every word, whoever it belongs to. */
static void expect(const char *path, const char *text, const char *wanted)
{
	lists.every_word = 1;
	expect_sites(path, text, wanted);
	lists.every_word = 0;
}

static void tells_kinds_in_a_function(void **state)
{
	(void)state;
	expect("mm/a.c",
	       "int f(struct page *p)\n"
	       "{\n"
	       "\tint pt_lock = p->pt_lock + (*p).pt_lock;\n"
	       "\told_ctor (p); /* old_lock\n"
	       "\t * pt_lock */ x(old_ctor);\n"
	       "\treturn \"old_ctor \\\" pt_lock\"; // pt_lock\n"
	       "}\n",
	       "3:6 pt_lock use function f;"
	       "3:19 pt_lock member function f;"
	       "3:34 pt_lock member function f;"
	       "4:2 old_ctor call function f;"
	       "4:19 old_lock comment function f;"
	       "5:5 pt_lock comment function f;"
	       "5:18 old_ctor use function f;"
	       "6:10 old_ctor string function f;"
	       "6:22 pt_lock string function f;"
	       "6:35 pt_lock comment function f;");
}

static void tells_definitions_from_declarations(void **state)
{
	(void)state;
	expect("mm/a.c",
	       "extern int old_ctor(struct page *p);\n"
	       "struct page *old_lock(void);\n"
	       "int old_ctor(struct page *p)\n"
	       "{\n"
	       "\treturn 0;\n"
	       "}\n"
	       "EXPORT_SYMBOL(old_ctor);\n"
	       "struct s {\n"
	       "\tunion {\n"
	       "\t\tspinlock_t *pt_lock;\n"
	       "\t};\n"
	       "};\n"
	       "static struct s s = { .pt_lock = old_lock };\n",
	       "1:12 old_ctor declaration file -;"
	       "2:14 old_lock declaration file -;"
	       "3:5 old_ctor definition function old_ctor;"
	       "7:15 old_ctor use file -;"
	       "10:15 pt_lock declaration struct s;"
	       "13:24 pt_lock member file -;"
	       "13:34 old_lock use file -;");
}

static void tells_macros_from_other_directives(void **state)
{
	(void)state;
	expect("mm/a.h",
	       "#ifdef old_ctor /* pt_lock */\n"
	       "#undef old_ctor\n"
	       "#endif\n"
	       "# define old_ctor(p) \\\n"
	       "\told_lock((p)->pt_lock) /* pt_lock */\n"
	       "#error \"no old_lock\"\n"
	       "#include <old_lock.h>\n",
	       "1:8 old_ctor directive file -;"
	       "1:20 pt_lock comment file -;"
	       "2:8 old_ctor directive file -;"
	       "4:10 old_ctor definition macro old_ctor;"
	       "5:2 old_lock call macro old_ctor;"
	       "5:16 pt_lock member macro old_ctor;"
	       "5:28 pt_lock comment macro old_ctor;"
	       "6:12 old_lock directive file -;"
	       "7:11 old_lock directive file -;");
}

static void looks_past_directives(void **state)
{
	(void)state;
	expect("mm/a.c",
	       "int f(void)\n"
	       "{\n"
	       "\treturn p->\n"
	       "#ifdef X\n"
	       "\t\tpt_lock;\n"
	       "#else /* ( */\n"
	       "\t\told_ctor\n"
	       "#endif\n"
	       "\t\t(0);\n"
	       "}\n",
	       "5:3 pt_lock member function f;"
	       "7:3 old_ctor call function f;");
}

static void a_file_that_is_not_c_is_a_document(void **state)
{
	(void)state;
	expect("Documentation/a.rst", "``old_ctor()`` get_page\n\npage->pt_lock",
	       "1:3 old_ctor doc doc -;3:7 pt_lock doc doc -;");
	expect("arch/x/Kconfig", "# old_ctor", "1:3 old_ctor doc doc -;");
	expect("c", "old_ctor", "1:1 old_ctor doc doc -;");
}

static void the_allocator_counts_in_table_code_only(void **state)
{
	static const char with_type[] =
		"void *f(void)\n{\n\tpgd_t *x = get_page(1);\n}\n";
	static const char with_flags[] =
		"void *f(void)\n{\n\treturn get_page(TABLE_FLAGS);\n}\n";

	(void)state;
	expect("mm/a.c", with_type, "3:13 get_page call function f;");
	expect("arch/x/y/a.c", with_flags, "3:9 get_page call function f;");
	expect("mm/x/a.c", with_type, "");
	expect("drivers/a.c", with_type, "");
	expect("arch/x/kvm/a.c", with_type, "");
	expect("arch/x/a.rst", with_type, "");
	expect("mm/a.c",
	       "void *f(void)\n{\n\treturn get_page(1); /* a pgd */\n}\n", "");
	expect("mm/a.c", "pgd_t *get_page(void);\n", "");
	expect("mm/a.c", "void f(pgd_t *x)\n{\n\tx->get_page();\n}\n", "");
	expect("mm/a.c", "void f(pgd_t *x)\n{\n\t/* get_page() */\n}\n", "");
	expect("mm/a.c", "#define free_pgd(x) get_page(x)\n",
	       "1:21 get_page call macro free_pgd;");
}

static void a_helper_is_known_by_its_user(void **state)
{
	(void)state;
	expect("mm/a.c",
	       "static long helper(void)\n{\n\treturn get_page(1);\n}\n"
	       "static long other(void)\n{\n\treturn get_page(1);\n}\n"
	       "pgd_t *f(void)\n{\n\treturn (pgd_t *)helper();\n}\n",
	       "3:9 get_page call function helper;");
}

static void page_members_need_a_page(void **state)
{
	(void)state;
	expect("mm/a.c",
	       "void f(pgd_t *pgd, struct page *p)\n"
	       "{\n\tint lru = p->lru;\n}\n",
	       "3:15 lru member function f;");
	expect("mm/a.c", "void f(pgd_t *pgd, struct x *p)\n{\n\tp->lru;\n}\n",
	       "");
	expect("mm/a.c", "void f(struct page *p)\n{\n\tp->lru;\n}\n", "");
}

static void a_macros_last_argument_is_a_member(void **state)
{
	(void)state;
	expect("mm/a.c",
	       "void f(pgd_t *pgd, struct page *p)\n"
	       "{\n\tlist_for_each_entry(p, &q[g(1)], lru)\n\t\th(p, lru);\n}\n",
	       "3:35 lru member function f;");
	expect("mm/a.c",
	       "void f(pgd_t *pgd, struct page *p)\n"
	       "{\n\tlist_add(lru, p);\n\tx = (lru);\n}\n",
	       "");
}

static void a_variable_is_no_member(void **state)
{
	(void)state;
	expect_sites("mm/a.c",
		     "int f(struct page *page, spinlock_t *pt_lock);\n"
		     "int g(struct page *page)\n"
		     "{\n"
		     "\tstruct lock *pt_lock;\n"
		     "\tint a, lru, *b = x(1, 2), *c;\n"
		     "\tpt_lock = h(page, pt_lock);\n"
		     "\treturn c + page->pt_lock;\n"
		     "}\n"
		     "#define lock_of(p, pt_lock) (page_of(p) + (pt_lock))\n",
		     "7:19 pt_lock member function g;");
	/* A macro may put it behind an arrow, where there is a page. */
	expect_sites("mm/a.c",
		     "int g(struct page *x)\n{\n\treturn MEMBER(x, pt_lock);\n}\n"
		     "int h(struct lock *x)\n{\n\treturn MEMBER(x, pt_lock);\n}\n",
		     "3:19 pt_lock use function g;");
	expect_sites("mm/a.c", "#define pt_lock(m) ((m)->x)\n"
		     "int g(struct page *p)\n{\n\treturn pt_lock(p);\n}\n", "");
}

static void a_member_is_a_pages_by_its_type(void **state)
{
	(void)state;
	expect_sites("mm/a.c",
		     "int f(struct page *p, struct lock *l, pgd_t *x)\n"
		     "{\n"
		     "\tstruct page *a, **b = g(1, 2), c[3];\n"
		     "\tstruct lock *d, *e[2];\n"
		     "\ta->pt_lock = (*b)->pt_lock + b[1]->pt_lock;\n"
		     "\tc[2].pt_lock = (p)->pt_lock;\n"
		     "\td->pt_lock = e[1]->pt_lock + l->pt_lock;\n"
		     "\t((struct page *)x)->pt_lock = ((struct lock *)x)->pt_lock;\n"
		     "\tlist_for_each_entry(a, &l->list, lru)\n"
		     "\t\tx = list_entry(l, struct page, lru);\n"
		     "\tlist_for_each_entry(d, &l->list, lru)\n"
		     "\t\tx = list_entry(l, struct lock, lru);\n"
		     "}\n",
		     "5:5 pt_lock member function f;"
		     "5:21 pt_lock member function f;"
		     "5:37 pt_lock member function f;"
		     "6:7 pt_lock member function f;"
		     "6:22 pt_lock member function f;"
		     "8:22 pt_lock member function f;"
		     "9:35 lru member function f;"
		     "10:34 lru member function f;");
}

static void what_has_no_type_may_be_a_page(void **state)
{
	(void)state;
	expect_sites("mm/a.c",
		     "int f(pgtable_t t, unsigned long n)\n"
		     "{\n"
		     "\tt->pt_lock = n->pt_lock;\n"
		     "\tg(t)->pt_lock = g_ptdesc(t)->pt_lock;\n"
		     "\tunknown->pt_lock = a->b->pt_lock;\n"
		     "\ta->inner.pt_lock = a->page.pt_lock;\n"
		     "}\n",
		     "3:5 pt_lock member function f;"
		     "4:8 pt_lock member function f;"
		     "5:11 pt_lock member function f;"
		     "5:27 pt_lock member function f;"
		     "6:29 pt_lock member function f;");
	/* A header with a structure of its own speaks of that one. */
	expect_sites("mm/a.h",
		     "struct lock { int pt_lock; };\n"
		     "#define of(x) ((x)->pt_lock)\n"
		     "#define of_page(x) (to_page(x)->pt_lock)\n",
		     "3:33 pt_lock member macro of_page;");
	expect_sites("mm/a.h",
		     "struct page { int pt_lock; };\n"
		     "#define of(x) ((x)->pt_lock)\n",
		     "1:19 pt_lock declaration struct page;"
		     "2:21 pt_lock member macro of;");
}

static void a_macros_parameter_is_what_the_file_calls_so(void **state)
{
	(void)state;
	expect_sites("mm/a.h",
		     "int f(struct lock *l, struct page *p, struct lock *q);\n"
		     "int g(struct page *q);\n"
		     "#define of(l) ((l)->pt_lock)\n"
		     "#define of_page(p) ((p)->pt_lock)\n"
		     "#define of_both(q) ((q)->pt_lock)\n"
		     "#define of_some(x) ((x)->pt_lock)\n",
		     "4:26 pt_lock member macro of_page;"
		     "5:26 pt_lock member macro of_both;"
		     "6:26 pt_lock member macro of_some;");
}

static void an_initialiser_has_a_type(void **state)
{
	(void)state;
	expect_sites("mm/a.c",
		     "struct page a = { .x = f(1), .pt_lock = 1 };\n"
		     "struct lock b[] = { { .pt_lock = 1 }, };\n"
		     "struct lock c = { .x = { 1 }, .pt_lock = 1 };\n"
		     "int f(void)\n{\n\tc = (struct lock){ .pt_lock = 1 };\n"
		     "\td = (struct page){ .pt_lock = 1 };\n}\n",
		     "1:31 pt_lock member file -;"
		     "2:24 pt_lock member file -;"
		     "7:22 pt_lock member function f;");
}

static void a_comment_speaks_of_a_page_where_it_says_so(void **state)
{
	(void)state;
	expect_sites("mm/a.c",
		     "/* page->pt_lock, vma->pt_lock, pt_lock, a.pt_lock,\n"
		     " * virt_to_page(x)->pt_lock, struct page.pt_lock */\n",
		     "1:10 pt_lock comment file -;"
		     "2:21 pt_lock comment file -;"
		     "2:42 pt_lock comment file -;");
	expect_sites("Documentation/a.rst", "pt_lock\npage->pt_lock\n",
		     "2:7 pt_lock doc doc -;");
	expect_sites("mm/a.c", ".pt_lock", "1:2 pt_lock member file -;");
	expect_sites("Documentation/a.rst", ".pt_lock ->pt_lock )->pt_lock",
		     "");
}

static void survives_what_is_no_c(void **state)
{
	(void)state;
	expect("mm/a.c", "", "");
	expect("mm/a.c", "/* old_ctor", "1:4 old_ctor comment file -;");
	expect("mm/a.c", "\"old_ctor", "1:2 old_ctor use file -;");
	expect("mm/a.c", "#define", "");
	expect("mm/a.c", "}}} old_ctor", "1:5 old_ctor use file -;");
	expect("arch/x/a.S", "# don't\n\tcall old_ctor @ pt_lock\n",
	       "2:7 old_ctor use file -;2:18 pt_lock use file -;");
	expect("arch/x/a.S", "$pt_lock", "1:2 pt_lock use file -;");
}

static void facts_know_definitions(void **state)
{
	struct scan_result r;

	(void)state;
	r = scan("mm/a.c",
		 "struct asked;\n"
		 "/* struct asked { */\n"
		 "struct asked *x;\n"
		 "struct asked /* here */\n{\n\tint i;\n};\n"
		 "struct __packed asked {\n};\n"
		 "#define asked 1\n"
		 "/*\n#define asked 1\n*/\n"
		 "union asked {\n};\n");
	assert_int_equal(r.site_count, 0);
	assert_int_equal(r.fact_count, 4);
	assert_int_equal(r.facts[0].line, 1);
	assert_int_equal(r.facts[0].defines_struct, 0);
	assert_int_equal(r.facts[1].line, 4);
	assert_int_equal(r.facts[1].defines_struct, 1);
	assert_int_equal(r.facts[2].line, 8);
	assert_int_equal(r.facts[2].defines_struct, 1);
	assert_int_equal(r.facts[3].line, 10);
	assert_int_equal(r.facts[3].defines_macro, 1);
	assert_int_equal(r.facts[3].defines_struct, 0);
	scan_free(&r);
	r = scan("Documentation/a.rst", "asked");
	assert_int_equal(r.fact_count, 0);
	scan_free(&r);
}

static void globs_match_whole_paths(void **state)
{
	(void)state;
	assert_true(glob_match("mm/*", "mm/a.c"));
	assert_false(glob_match("mm/*", "mm/a/b.c"));
	assert_false(glob_match("mm/*", "xmm/a.c"));
	assert_true(glob_match("arch/*/mm/**", "arch/x/mm/y/z.c"));
	assert_false(glob_match("arch/*/mm/**", "arch/x/y/mm/z.c"));
	assert_true(glob_match("**/a.c", "x/y/a.c"));
	assert_true(glob_match("a?c", "abc"));
	assert_false(glob_match("a?c", "a/c"));
	assert_false(glob_match("a?", "a"));
	assert_false(glob_match("", "a"));
}

/* As the header says it, in all ways. */
static int slow_match(const char *glob, const char *path)
{
	int crosses;

	if (!*glob)
		return !*path;
	if (*glob != '*')
		return *path && (*glob == *path ||
				 (*glob == '?' && *path != '/')) &&
		       slow_match(glob + 1, path + 1);
	crosses = glob[1] == '*';
	for (;; path++) {
		if (slow_match(glob + 1 + crosses, path))
			return 1;
		if (!*path || (*path == '/' && !crosses))
			return 0;
	}
}

/* The number @n, written in the digits of @letters. */
static void spell(char *text, const char *letters, unsigned int n)
{
	unsigned int base = strlen(letters);

	for (; n; n /= base + 1)
		if (n % (base + 1))
			*text++ = letters[n % (base + 1) - 1];
	*text = '\0';
}

static void globs_match_as_the_slow_way(void **state)
{
	char glob[16], path[16];

	(void)state;
	for (unsigned int i = 0; i < 5 * 5 * 5 * 5 * 5; i++)
		for (unsigned int k = 0; k < 4 * 4 * 4 * 4; k++) {
			spell(glob, "a/*?", i);
			spell(path, "ab/", k);
			if (glob_match(glob, path) != slow_match(glob, path))
				fail_msg("%s %s", glob, path);
		}
	/* The slow way would still be at it tomorrow. */
	assert_false(glob_match("a*?**b**?*a**?***b*?**?**a**?**p",
				"aabbaabbaabbaabbaabbaabbaabbaabbaabbaabbaabb"
				"aabbaabbaabbaabbaabbaabbaabbaabbaabbaabbaabb"
				"aabbaabbaabbaabbaabbaabbaabbaabbaabbaabbaabb"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_kinds_in_a_function),
		cmocka_unit_test(tells_definitions_from_declarations),
		cmocka_unit_test(tells_macros_from_other_directives),
		cmocka_unit_test(looks_past_directives),
		cmocka_unit_test(a_file_that_is_not_c_is_a_document),
		cmocka_unit_test(the_allocator_counts_in_table_code_only),
		cmocka_unit_test(a_helper_is_known_by_its_user),
		cmocka_unit_test(page_members_need_a_page),
		cmocka_unit_test(a_macros_last_argument_is_a_member),
		cmocka_unit_test(a_variable_is_no_member),
		cmocka_unit_test(a_member_is_a_pages_by_its_type),
		cmocka_unit_test(what_has_no_type_may_be_a_page),
		cmocka_unit_test(a_macros_parameter_is_what_the_file_calls_so),
		cmocka_unit_test(an_initialiser_has_a_type),
		cmocka_unit_test(a_comment_speaks_of_a_page_where_it_says_so),
		cmocka_unit_test(survives_what_is_no_c),
		cmocka_unit_test(facts_know_definitions),
		cmocka_unit_test(globs_match_whole_paths),
		cmocka_unit_test(globs_match_as_the_slow_way),
	};

	return cmocka_run_group_tests(tests, read_lists, forget_lists);
}
