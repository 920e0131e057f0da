// SPDX-License-Identifier: GPL-2.0-only
/* The front end by syntax: what comes out of whole files without a compiler. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "check/api.h"
#include "check/checks.h"
#include "check/tablewords.h"
#include "syntax/syntax.h"
#include "tests/look.h"

struct file {
	const char *path, *text;
};

static int by_line(const void *va, const void *vb)
{
	const struct finding *a = va, *b = vb;
	int order = strcmp(a->file, b->file);

	if (order)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return strcmp(a->id, b->id);
}

/* "path:line id" for each finding, and "path:first-last why" behind them. */
static char *look(const struct file *files, size_t count)
{
	struct syntax *s = syntax_new();
	struct findings found = { 0 };
	struct syntax_totals totals;
	struct buf out = { 0 };
	char line[500];

	for (size_t i = 0; i < count; i++)
		syntax_add(s, files[i].path, files[i].text,
			   strlen(files[i].text), SYNTAX_LOOK_AT);
	totals = look_at_all(s, &found);
	if (found.count)
		qsort(found.list, found.count, sizeof(*found.list), by_line);
	for (size_t i = 0; i < found.count; i++) {
		snprintf(line, sizeof(line), "%s:%u %s\n", found.list[i].file,
			 found.list[i].line, found.list[i].id);
		if (!out.data || !strstr(out.data, line))
			buf_puts(&out, line);
	}
	for (size_t i = 0; i < totals.unseen_count; i++) {
		snprintf(line, sizeof(line), "%s:%u-%u %s\n",
			 str_get(totals.unseen[i].file),
			 totals.unseen[i].first_line,
			 totals.unseen[i].last_line, totals.unseen[i].why);
		buf_puts(&out, line);
	}
	findings_free(&found);
	syntax_free(s);
	if (!out.data)
		buf_puts(&out, "");
	return out.data;
}

static void is(const char *text, const char *expected)
{
	struct file file = { "mm/a.c", text };
	char *found = look(&file, 1);

	assert_string_equal(found, expected);
	free(found);
}

static void test_type_says(void **state)
{
	(void)state;
	is("void f(pud_t *pud)\n{\n\tfree_page((unsigned long)pud);\n}\n",
	   "mm/a.c:3 PT005\n");
	is("void f(void *buffer)\n{\n\tfree_page((unsigned long)buffer);\n}\n",
	   "");
}

/* A variable has its value from either branch. */
static void test_branches_join(void **state)
{
	(void)state;
	is("void f(pmd_t *pmd, struct page *other)\n{\n"
	   "#ifdef CONFIG_A\n"
	   "\tstruct page *page = virt_to_page(pmd);\n"
	   "#else\n"
	   "\tstruct page *page = other;\n"
	   "#endif\n"
	   "\t__free_page(page);\n}\n",
	   "mm/a.c:8 PT005\n");
	is("#ifdef CONFIG_A\nvoid f(pmd_t *pmd)\n{\n"
	   "\tfree_page((unsigned long)pmd);\n}\n"
	   "#else\nvoid f(pmd_t *pmd)\n{\n"
	   "\tput_page(virt_to_page(pmd));\n}\n#endif\n",
	   "mm/a.c:4 PT005\nmm/a.c:9 PT005\n");
}

/* A conditional that cuts a statement in two. */
static void test_cut_statement(void **state)
{
	(void)state;
	is("void f(pte_t *pte, int a)\n{\n"
	   "#ifdef CONFIG_A\n"
	   "\tif (a) {\n"
	   "\t\tfree_page((unsigned long)pte);\n"
	   "#else\n"
	   "\tif (!a) {\n"
	   "\t\tput_page(virt_to_page(pte));\n"
	   "#endif\n"
	   "\t}\n}\n",
	   "mm/a.c:5 PT005\nmm/a.c:8 PT005\n");
}

static void test_dead_code(void **state)
{
	(void)state;
	is("#if 0\nvoid f(pmd_t *pmd)\n{\n\tfree_page((unsigned long)pmd);\n}\n"
	   "#endif\n", "");
}

/* What is not C, is said; what stands behind it, is looked at. */
static void test_not_understood(void **state)
{
	(void)state;
	is("void f(pmd_t *pmd)\n{\n"
	   "\tpmd_magic(pmd) = = 3;\n"
	   "\tfree_page((unsigned long)pmd);\n}\n",
	   "mm/a.c:4 PT005\nmm/a.c:3-3 it is no expression\n");
}

static char *nested(const char *open, const char *close, int times)
{
	struct buf b = { 0 };

	buf_puts(&b, "void f(pmd_t *pmd)\n{\n\tint a = ");
	for (int i = 0; i < times; i++)
		buf_puts(&b, open);
	buf_puts(&b, "pmd_val(*pmd)");
	for (int i = 0; i < times; i++)
		buf_puts(&b, close);
	buf_puts(&b, ";\n\tfree_page((unsigned long)pmd);\n}\n");
	return b.data;
}

static void test_deep(void **state)
{
	char *text = nested("(", ")", 100000);

	(void)state;
	is(text, "mm/a.c:4 PT005\nmm/a.c:3-3 it is nested too deep\n");
	free(text);
}

static void is_around(const char *before, const char *open, int times,
		      const char *close, const char *behind,
		      const char *expected)
{
	struct buf b = { 0 };

	buf_puts(&b, before);
	for (int i = 0; i < times; i++)
		buf_puts(&b, open);
	for (int i = 0; i < times; i++)
		buf_puts(&b, close);
	buf_puts(&b, behind);
	buf_puts(&b, "\nvoid g(pmd_t *p)\n{\n\tfree_page((long)p);\n}\n");
	is(b.data, expected);
	buf_free(&b);
}

/* The stack of the program has an end, whatever is nested. */
static void test_deep_without_brackets(void **state)
{
	(void)state;
	is_around("pmd_t ", "*", 50000, "", " x;", "mm/a.c:4 PT005\n");
	is_around("pmd_t x;", "struct a { pmd_t *p; ", 20000, "} x;", "",
		  "mm/a.c:4 PT005\nmm/a.c:1-1 it is nested too deep\n");
	is_around("void f(pmd_t *p)\n{\n#if A\n",
		  "#elif B\n\tpmd_free(0, p);\n", 50000, "", "#endif\n}\n",
		  "mm/a.c:100009 PT005\n"
		  "mm/a.c:397-397 it is nested too deep\n"
		  "mm/a.c:399-399 it is nested too deep\n"
		  "mm/a.c:401-401 it is nested too deep\n"
		  "mm/a.c:402-100003 it is nested too deep\n");
	is_around("void f(pmd_t *p)\n{\n", "#if A\n\tpmd_free(0, p);\n", 2000,
		  "#endif\n", "}\n",
		  "mm/a.c:6007 PT005\n"
		  "mm/a.c:398-398 it is nested too deep\n"
		  "mm/a.c:400-400 it is nested too deep\n"
		  "mm/a.c:400-402 it is nested too deep\n"
		  "mm/a.c:404-404 it is nested too deep\n"
		  "mm/a.c:405-5800 it is nested too deep\n");
}

/* No word tells that it is about tables: it is said all the same. */
static void test_deep_statements(void **state)
{
	(void)state;
	is_around("void f(pmd_t *p)\n{\n", "if (a) b(); else\n", 1000, "",
		  "free_page((long)p);\nfree_page((long)p);\n}\n",
		  "mm/a.c:1004 PT005\nmm/a.c:1009 PT005\n"
		  "mm/a.c:201-202 it is nested too deep\n"
		  "mm/a.c:203-203 it is nested too deep\n"
		  "mm/a.c:203-1003 it is nested too deep\n");
	is_around("void f(pmd_t *p)\n{\nswitch (a) {\n", "case 1:\n", 1000, "",
		  "free_page((long)p);\n}\n}\n",
		  "mm/a.c:1010 PT005\n"
		  "mm/a.c:201-1004 it is nested too deep\n");
	is_around("void f(pmd_t *p)\n{\n", "({\n", 1000, "});\n", "}\n",
		  "mm/a.c:2007 PT005\n"
		  "mm/a.c:103-1003 it is nested too deep\n");
	is_around("void x", "(\n*", 1000, ")(void)\n", ";\n",
		  "mm/a.c:2005 PT005\n"
		  "mm/a.c:1-2001 it is nested too deep\n");
}

/* An else whose if is in code that was not understood. */
static void test_stray_else(void **state)
{
	(void)state;
	is("void f(pmd_t *p)\n{\n\telse\n\t\tfree_page((long)p);\n}\n",
	   "mm/a.c:4 PT005\n");
}

static void test_old_functions(void **state)
{
	(void)state;
	is("void f(p, n)\npmd_t *p;\nint n;\n{\n\tfree_page((long)p);\n}\n",
	   "mm/a.c:5 PT005\n");
	is("INIT(p)\nstatic int n;\nvoid f(void *p)\n{\n"
	   "\tfree_page((long)p);\n}\n", "");
}

/* A } in the first column ends a function, but not before a statement. */
static void test_first_column(void **state)
{
	static const char *const behind[] = {
		"free_page((long)p);", "if (a)\nfree_page((long)p);",
		"a->b = 0; free_page((long)p);", "*a = 0; free_page((long)p);",
	};
	struct buf b = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(behind) / sizeof(*behind); i++) {
		b.len = 0;
		buf_puts(&b, "void f(pmd_t *p, int a)\n{\nwhile (a) {\n"
			     "a--;\n}\n");
		buf_puts(&b, behind[i]);
		buf_puts(&b, "\n}\n");
		is(b.data, i == 1 ? "mm/a.c:7 PT005\n" : "mm/a.c:6 PT005\n");
	}
	buf_free(&b);
	is("void f(pmd_t *p, int a)\n{\n\tif (a) {\n}\nEXPORT_SYMBOL(f);\n"
	   "void g(pmd_t *p)\n{\n\tfree_page((long)p);\n}\n",
	   "mm/a.c:8 PT005\n");
}

static void test_body_of_nothing(void **state)
{
	(void)state;
	is("pmd_magic { pmd_t *p; free_page((long)p); }\n"
	   "void f(pmd_t *p)\n{\n\tfree_page((long)p);\n}\n",
	   "mm/a.c:4 PT005\n"
	   "mm/a.c:1-1 what it is the body of is not understood\n");
	is("static long noinline\n__f(pmd_t *p)\n{\n"
	   "\tfree_page((long)p);\n}\n", "mm/a.c:4 PT005\n");
}

/* The type of a pasted name is that of who uses the macro. */
static void test_pasted_type(void **state)
{
	const char *macro = "#define FREE(l) static void l##_x(l##_t *p) \\\n"
			    "{ free_page((long)p); }\n";
	struct buf b = { 0 };

	(void)state;
	is(macro, "mm/a.c:1-2 nothing uses it, so what it pastes is not known\n");
	buf_puts(&b, macro);
	buf_puts(&b, "FREE(pmd)\nFREE(pud)\n");
	is(b.data, "mm/a.c:2 PT005\n");
	b.len = 0;
	buf_puts(&b, "#define A(x) int x##_a;\nA(b)\nA(c)\n");
	buf_puts(&b, macro);
	buf_puts(&b, "FREE(buffer)\n");
	is(b.data, "");
	buf_free(&b);
	is("#define GET(l, x) ({ l##_t *p = x; p; })\n"
	   "void f(void *x, void *y)\n{\n"
	   "\tfree_page((long)GET(buffer, x));\n"
	   "\tfree_page((long)GET(pmd, y));\n}\n",
	   "mm/a.c:5 PT005\n");
}

/* So is what a macro calls, and the member that it takes. */
static void test_pasted_name(void **state)
{
	const char *unused =
		"mm/a.c:1-2 nothing uses it, so what it pastes is not known\n";
	const char *macro =
		"#define DROP(l) static void drop_##l(struct page *page) \\\n"
		"{ pgtable_##l##_page_dtor(page); page->pt_##l = 0; }\n";
	struct buf b = { 0 };

	(void)state;
	is(macro, unused);
	/* nothing in it is done to pages */
	is("#define NEW(x) static x##_t *new_##x(void) \\\n"
	   "{ return kzalloc(8, 0); }\n", "");
	is("#define NEW(x) static x##_t *new_##x(void) \\\n"
	   "{ return (x##_t *)get_zeroed_page(0); }\n", unused);
	is("#define COUNT(x) static int x##_count(int n) \\\n"
	   "{ return x##_all + n; }\n", "");
	buf_puts(&b, macro);
	buf_puts(&b, "DROP(pmd)\n");
	is(b.data, "mm/a.c:2 PT002\n");
	b.len = 0;
	buf_puts(&b, macro);
	buf_puts(&b, "DROP(mm)\n");
	is(b.data, "mm/a.c:2 PT001\n");
	b.len = 0;
	/* a macro hands on what it is given */
	buf_puts(&b, macro);
	buf_puts(&b, "#define BOTH(l) DROP(l)\nBOTH(pmd)\n");
	is(b.data, "mm/a.c:2 PT002\n");
	b.len = 0;
	buf_puts(&b, macro);
	buf_puts(&b, "#define BOTH(l) DROP(l)\n");
	is(b.data, unused);
	buf_free(&b);
}

/* What is read from left to right is deep on its left side. */
static void test_long_expressions(void **state)
{
	static const char *const more[] = { ", p", " + p", "->p", "[0]", "(p)" };

	(void)state;
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
		is_around("void f(pmd_t *p)\n{\n\tpmd_free(0, p),\n\tp", more[i],
			  50000, "", ";\n}\n",
			  "mm/a.c:9 PT005\n"
			  "mm/a.c:3-4 it has too many operands\n");
}

static void test_long_typedefs(void **state)
{
	struct buf b = { 0 };
	char line[64];

	(void)state;
	for (int i = 0; i < 50000; i++) {
		snprintf(line, sizeof(line), "typedef t%d *t%d; ", i, i + 1);
		buf_puts(&b, line);
	}
	buf_puts(&b, "\nvoid f(t50000 t, pmd_t *p)\n{\n"
		     "\tfree_page((long)t);\n\tfree_page((long)p);\n}\n");
	is(b.data, "mm/a.c:5 PT005\n");
	buf_free(&b);
}

/* Neither the order of files nor that of functions matters. */
static void test_order(void **state)
{
	struct file a = { "mm/a.c",
		"pte_t *give(void)\n{\n\treturn take();\n}\n"
		"void put(pte_t *pte)\n{\n\tdrop(virt_to_page(pte));\n}\n" };
	struct file b = { "mm/b.c",
		"void *take(void)\n{\n\treturn (void *)get_zeroed_page(1);\n}\n"
		"void drop(struct page *page)\n{\n\t__free_page(page);\n}\n" };
	struct file one[] = { a, b }, two[] = { b, a };
	char *x = look(one, 2), *y = look(two, 2);

	(void)state;
	assert_string_equal(x, y);
	assert_non_null(strstr(x, "mm/b.c:3 PT004"));
	assert_non_null(strstr(x, "mm/b.c:7 PT005"));
	free(x);
	free(y);
}

/* A function of one architecture is not called by another. */
static void test_arches(void **state)
{
	struct file files[] = {
		{ "arch/one/mm/a.c",
		  "void drop(struct page *page)\n{\n\t__free_page(page);\n}\n" },
		{ "arch/two/mm/a.c",
		  "void put(pte_t *pte)\n{\n\tdrop(virt_to_page(pte));\n}\n"
		  "void drop(struct page *page)\n{\n\t__free_page(page);\n}\n" },
	};
	char *found = look(files, 2);

	(void)state;
	assert_null(strstr(found, "arch/one/mm/a.c:3"));
	assert_non_null(strstr(found, "arch/two/mm/a.c:7 PT005"));
	free(found);
}

/* What one user of a macro gives it, another does not get. */
static void test_macros(void **state)
{
	(void)state;
	is("#define as_number(x) ((unsigned long)(x))\n"
	   "void table(pte_t *pte)\n{\n\tfree_page(as_number(pte));\n}\n"
	   "void data(void *buffer)\n{\n\tfree_page(as_number(buffer));\n}\n",
	   "mm/a.c:4 PT005\n");
	is("#define drop(x) __free_page(x)\n"
	   "void table(pte_t *pte)\n{\n\tdrop(virt_to_page(pte));\n}\n",
	   "mm/a.c:1 PT005\n");
}

/* Types that go round in a circle are no types. */
static void test_circle(void **state)
{
	struct file files[] = {
		{ "include/a.h", "typedef two_t one_t;\ntypedef one_t two_t;\n" },
		{ "mm/a.c", "void f(one_t a, pte_t *pte)\n{\n"
			    "\tfree_page((unsigned long)pte + a);\n}\n" },
	};
	char *found = look(files, 2);

	(void)state;
	assert_string_equal(found, "mm/a.c:3 PT005\n");
	free(found);
}

/* A helper of a header that makes entries and numbers is everybody's. */
static void test_header_converts(void **state)
{
	struct file files[] = {
		{ "arch/one/include/asm/a.h",
		  "static inline pmd_t make(unsigned long val)\n{\n"
		  "\treturn (pmd_t){ val };\n}\n"
		  "static inline unsigned long value(pmd_t pmd)\n{\n"
		  "\treturn pmd.pmd;\n}\n" },
		{ "arch/one/mm/a.c",
		  "void fill(pmd_t *pmdp, pte_t *pte)\n{\n"
		  "\t*pmdp = make(__pa(pte));\n}\n"
		  "void other(unsigned long data)\n{\n"
		  "\tfree_page(value(make(data)));\n}\n"
		  "void table(pte_t *pte)\n{\n"
		  "\tfree_page(value(make((unsigned long)pte)));\n}\n" },
	};
	char *found = look(files, 2);

	(void)state;
	assert_string_equal(found, "arch/one/mm/a.c:11 PT005\n");
	free(found);
}

/* &entry is the address of a copy, not that of the table in the entry. */
static void test_copy_of_entry(void **state)
{
	(void)state;
	is("static int same(pte_t *a)\n{\n\treturn a != 0;\n}\n"
	   "void f(unsigned long data)\n{\n"
	   "\tpte_t pte = (pte_t){ data };\n\n"
	   "\tif (same(&pte))\n"
	   "\t\tfree_page(data);\n}\n", "");
}

/* __pa() of assembler is arithmetic with whatever it is given. */
static void test_number_of_macro(void **state)
{
	(void)state;
	is("#define __pa(x) ((x) - PAGE_OFFSET)\n"
	   "unsigned long f(pte_t *pte)\n{\n\treturn __pa(pte);\n}\n"
	   "void g(unsigned long start)\n{\n"
	   "\tif (__pa(start) >> PAGE_SHIFT)\n"
	   "\t\tfree_page(start);\n}\n", "");
}

/* Two headers that define the same are never in one kernel. */
static void test_rival_headers(void **state)
{
	struct file files[] = {
		{ "arch/one/include/asm/a.h",
		  "typedef pte_t *pgtable_t;\n"
		  "static inline pgtable_t pte_alloc_one(void *mm)\n{\n"
		  "\treturn ptdesc_address(pagetable_alloc(1, 0));\n}\n"
		  "static inline void __pte_free_tlb(void *tlb, pgtable_t pte)\n{\n"
		  "\tpagetable_free(virt_to_ptdesc(pte));\n}\n" },
		{ "arch/one/include/asm/b.h",
		  "#define __pte_free_tlb(tlb, pte) \\\n"
		  "\ttlb_remove_page_ptdesc(tlb, page_ptdesc(pte))\n" },
		{ "include/asm-generic/tlb.h",
		  "static inline void drop(void *tlb, pgtable_t pte)\n{\n"
		  "\t__pte_free_tlb(tlb, pte);\n}\n"
		  "static inline void all(void *tlb, void *mm)\n{\n"
		  "\tdrop(tlb, pte_alloc_one(mm));\n}\n" },
	};
	char *found = look(files, 3);

	(void)state;
	assert_string_equal(found, "");
	free(found);
}

/* Generic code with a function that the architecture has, is for others. */
static void test_own_of_arch(void **state)
{
	struct file files[] = {
		{ "arch/one/mm/a.c",
		  "void drop(struct page *page)\n{\n\t__free_page(page);\n}\n"
		  "void f(pte_t *pte)\n{\n\tdrop(virt_to_page(pte));\n}\n" },
		{ "mm/a.c",
		  "\nvoid drop(struct page *page)\n{\n\tput_page(page);\n}\n" },
	};
	char *found = look(files, 2);

	(void)state;
	assert_non_null(strstr(found, "arch/one/mm/a.c:3 PT005"));
	assert_null(strstr(found, "mm/a.c:4"));
	free(found);
}

/* What a header says that has its own, is not for that architecture. */
static void test_branch_of_others(void **state)
{
	struct file files[] = {
		{ "arch/one/include/asm/a.h",
		  "typedef pte_t *pgtable_t;\n#define drop drop\n" },
		{ "arch/two/include/asm/a.h",
		  "typedef struct page *pgtable_t;\n" },
		{ "mm/a.c",
		  "#ifndef drop\nvoid drop(pgtable_t table)\n{\n"
		  "\tpagetable_free(page_ptdesc(table));\n}\n"
		  "void g(void)\n{\n"
		  "\tpte_t *pte = (pte_t *)__get_free_page(GFP_KERNEL);\n\n"
		  "\tpmd_populate_kernel(0, 0, pte);\n}\n#endif\n" },
	};
	char *found = look(files, 3);

	(void)state;
	assert_null(strstr(found, "mm/a.c:4"));
	assert_non_null(strstr(found, "mm/a.c:8 PT004"));
	free(found);
	files[0].text = "typedef pte_t *pgtable_t;\n";
	found = look(files, 3);
	assert_non_null(strstr(found, "mm/a.c:4 PT008"));
	free(found);
}

/* Whatever an architecture calls it, its declaration goes with it. */
static void test_declaration_of_helper(void **state)
{
	struct file files[] = {
		{ "arch/one/include/asm/a.h",
		  "void set_dat(struct page *page, int order);\n"
		  "void set_any(struct page *page);\n" },
		{ "arch/one/mm/a.c",
		  "void set_dat(struct page *page, int order)\n{\n}\n"
		  "void set_any(struct page *page)\n{\n}\n"
		  "void f(pmd_t *pmd, struct page **pages)\n{\n"
		  "\tset_dat(virt_to_page(pmd), 2);\n"
		  "\tset_any(pages[0]);\n}\n" },
	};
	char *found = look(files, 2);

	(void)state;
	assert_string_equal(found, "arch/one/include/asm/a.h:1 PT009\n"
			    "arch/one/mm/a.c:1 PT009\n"
			    "arch/one/mm/a.c:9 PT009\n");
	free(found);
}

/* Nor is it lost, if all have their own. */
static void test_branch_of_nobody(void **state)
{
	struct file files[] = {
		{ "arch/one/include/asm/a.h", "#define give give\n" },
		{ "mm/a.c",
		  "#ifndef give\nvoid give(pmd_t *pmd)\n{\n"
		  "\tpte_t *pte = (pte_t *)__get_free_page(GFP_KERNEL);\n\n"
		  "\tpmd_populate_kernel(0, pmd, pte);\n}\n#endif\n" },
	};
	char *found = look(files, 2);

	(void)state;
	assert_string_equal(found, "mm/a.c:4 PT004\n");
	free(found);
}

/* A pgtable_t that is given to a page without a cast is one. */
static void test_pgtable_without_cast(void **state)
{
	struct file files[] = {
		{ "arch/one/include/asm/page.h", "typedef pte_t *pgtable_t;\n" },
		{ "mm/a.c",
		  "void f(pgtable_t table)\n{\n"
		  "\tstruct page *page;\n\n\tpage = table;\n}\n" },
	};
	char *found = look(files, 2);

	(void)state;
	assert_string_equal(found, "");
	free(found);
}

/* What struct page has for page tables, and what stands with it. */
static void test_struct_page(void **state)
{
	(void)state;
	is("struct page {\n\tunsigned long flags;\n\tunion {\n\t\tstruct {\n"
	   "\t\t\tstruct list_head lru;\n\t\t};\n\t\tstruct {\n"
	   "\t\t\tunsigned long my_new_member;\n"
	   "\t\t\tpgtable_t pmd_huge_pte;\n\t\t\tMORE_MEMBERS\n"
	   "\t\t};\n\t\tunsigned long other;\n\t};\n};\n"
	   "struct other {\n\tpgtable_t pmd_huge_pte;\n};\n",
	   "mm/a.c:8 PT001\nmm/a.c:9 PT001\n");
}

/* Tables of a cache are tables where their page is asked for something. */
static void test_tables_of_a_cache(void **state)
{
	(void)state;
	is("static void ask(void *table)\n{\n"
	   "\tif (PageReserved(virt_to_page(table)))\n\t\treturn;\n}\n"
	   "void f(pte_t *pte, struct kmem_cache *cache)\n{\n"
	   "\tpud_t *pud = kmem_cache_alloc(cache, 1);\n\n"
	   "\task(pte);\n\task(pud);\n}\n",
	   "mm/a.c:3 PT009\n");
	is("static void ask(void *table)\n{\n"
	   "\tif (PageReserved(virt_to_page(table)))\n\t\treturn;\n}\n"
	   "void f(pte_t *pte, struct kmem_cache *cache)\n{\n"
	   "\tvoid *other = kmem_cache_alloc(cache, 1);\n\n"
	   "\task(pte);\n\task(other);\n}\n", "");
}

/* A function begins where it stands, whatever the macros are that it uses. */
static void test_early(void **state)
{
	(void)state;
	is("#define half(x) ((x) / 2)\n"
	   "static void __init early(void)\n{\n}\n"
	   "static void *take(unsigned long n)\n{\n"
	   "\treturn early_is_over ? (void *)__get_free_page(n) :\n"
	   "\t\tmemblock_alloc(n, half(n));\n}\n"
	   "void late(pmd_t *pmd, unsigned long n)\n{\n"
	   "\tpte_t *pte = take(half(n));\n\n"
	   "\tset_pte(pte, pfn_pte(__pa(take(n)) >> PAGE_SHIFT, n));\n"
	   "\tpmd_populate_kernel(0, pmd, pte);\n}\n",
	   "mm/a.c:12 PT004\n");
}

/* What only macros have, and the words that sparse knows. */
static void test_pieces(void **state)
{
	(void)state;
	is("#define FREE(name, op) static void name##_drop(pte_t *pte) \\\n"
	   "{ \\\n\tpte_val(*pte) op; \\\n"
	   "\tpte_##name(pte)->pte_##name = 0; \\\n"
	   "\tfree_page((unsigned long)pte); \\\n"
	   "\treturn; \\\n} \\\n"
	   "static void name##_put(pmd_t *pmd) \\\n"
	   "{ \\\n\tput_page(virt_to_page(pmd)); \\\n}\n"
	   "FREE(old, op)\n",
	   "mm/a.c:5 PT005\nmm/a.c:10 PT005\n");
	is("#define SET_PTE(val) { .pte = (val), }\n"
	   "pte_t pte = SET_PTE(1);\n", "");
	is("unsigned long f(pte_t *pte)\n{\n"
	   "\treturn free_page((__force unsigned long)pte);\n}\n"
	   "void *g(pte_t *pte)\n{\n"
	   "\treturn (__force __user void *)pte_val(*pte);\n}\n",
	   "mm/a.c:3 PT005\n");
}

/* A helper for tables of one that is for data, too. */
static void test_helper_for_tables(void **state)
{
	static const char block[] = "void *block(unsigned long n)\n{\n"
		"\treturn (void *)__get_free_page(n);\n}\n"
		"void map(pte_t *pte)\n{\n"
		"\tset_pte(pte, pfn_pte(__pa(block(1)) >> PAGE_SHIFT, 0));\n}\n"
		"static void *zeroed(void)\n{\n"
		"\tvoid *p = block(1);\n\n\tmemset(p, 0, 1);\n"
		"\treturn p;\n}\n"
		"void fill(pmd_t *pmd)\n{\n\tvoid *p = zeroed();\n\n"
		"\tpmd_populate_kernel(0, pmd, p);\n}\n";
	struct file file = { "mm/a.c", block };
	char *found = look(&file, 1);
	struct buf more = { 0 };

	(void)state;
	assert_string_equal(found, "mm/a.c:11 PT004\nmm/a.c:18 PT004\n");
	free(found);
	/* Who takes it for data is one too many. */
	buf_puts(&more, block);
	buf_puts(&more, "void keep(struct file *f)\n{\n"
			"\tf->private_data = zeroed();\n}\n");
	file.text = more.data;
	found = look(&file, 1);
	assert_string_equal(found, "mm/a.c:18 PT004\n");
	free(found);
	buf_free(&more);
}

/* Who maps a table read-only does not make data of what types call a table. */
static void test_mapped_tables(void **state)
{
	(void)state;
	is("static pte_t own[512];\n"
	   "static void pin(struct page *page)\n{\n"
	   "\tif (!TestSetPagePinned(page))\n"
	   "\t\tupdate(pfn_pte(page_to_pfn(page), PAGE_KERNEL_RO));\n}\n"
	   "void f(pgd_t *pgd, struct kmem_cache *cache)\n{\n"
	   "\tpin(virt_to_page(pgd));\n"
	   "\tpin(virt_to_page(own));\n"
	   "\tpin(virt_to_page((pgd_t *)kmem_cache_alloc(cache, 1)));\n}\n",
	   "mm/a.c:4 PT003\nmm/a.c:9 PT009\nmm/a.c:10 PT009\n");
}

static int read_header(void *context, const char *path, struct buf *text)
{
	(void)context;
	if (strcmp(path, "arch/one/include/asm/own.h"))
		return -ENOENT;
	buf_puts(text, "struct own { pgd_t *table; };\n");
	return 0;
}

/* What a structure has, its header says. */
static void test_includes(void **state)
{
	static const char text[] = "#include <asm/own.h>\n"
		"void f(struct own *own)\n{\n"
		"\town->table = (void *)get_zeroed_page(1);\n}\n";
	struct syntax *s = syntax_new();
	struct findings found = { 0 };
	struct syntax_totals totals;
	struct graph g = { 0 };
	struct solved solved;

	(void)state;
	syntax_add(s, "arch/one/mm/a.c", text, strlen(text), SYNTAX_LOOK_AT);
	syntax_add_includes(s, read_header, NULL);
	assert_int_equal(syntax_parse(s), 1);
	assert_string_equal(syntax_arch(s, 0), "one");
	syntax_lower(s, 0, &g, &totals);
	solve(&solved, &g);
	checks_run(&solved, &found, NULL);
	assert_int_equal(found.count, 1);
	assert_string_equal(found.list[0].id, "PT004");
	findings_free(&found);
	solved_free(&solved);
	graph_free(&g);
	syntax_free(s);
}

static int read_lists(void **state)
{
	(void)state;
	return api_read("lists") || tablewords_read("lists");
}

static int forget_lists(void **state)
{
	(void)state;
	api_free();
	tablewords_free();
	str_free_all();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_type_says),
		cmocka_unit_test(test_branches_join),
		cmocka_unit_test(test_cut_statement),
		cmocka_unit_test(test_dead_code),
		cmocka_unit_test(test_not_understood),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_deep_without_brackets),
		cmocka_unit_test(test_deep_statements),
		cmocka_unit_test(test_stray_else),
		cmocka_unit_test(test_old_functions),
		cmocka_unit_test(test_first_column),
		cmocka_unit_test(test_body_of_nothing),
		cmocka_unit_test(test_pasted_type),
		cmocka_unit_test(test_pasted_name),
		cmocka_unit_test(test_long_expressions),
		cmocka_unit_test(test_long_typedefs),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_arches),
		cmocka_unit_test(test_macros),
		cmocka_unit_test(test_circle),
		cmocka_unit_test(test_header_converts),
		cmocka_unit_test(test_copy_of_entry),
		cmocka_unit_test(test_number_of_macro),
		cmocka_unit_test(test_rival_headers),
		cmocka_unit_test(test_own_of_arch),
		cmocka_unit_test(test_branch_of_others),
		cmocka_unit_test(test_branch_of_nobody),
		cmocka_unit_test(test_declaration_of_helper),
		cmocka_unit_test(test_pgtable_without_cast),
		cmocka_unit_test(test_struct_page),
		cmocka_unit_test(test_tables_of_a_cache),
		cmocka_unit_test(test_early),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_helper_for_tables),
		cmocka_unit_test(test_mapped_tables),
		cmocka_unit_test(test_includes),
	};

	return cmocka_run_group_tests(tests, read_lists, forget_lists);
}
