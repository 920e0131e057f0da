// SPDX-License-Identifier: GPL-2.0-only
/* Tidying: a file, what a rewrite made of it, what it should be. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "edit/linediff.h"
#include "edit/tidy.h"

static char *run(const char *before, size_t b, const char *after, size_t a)
{
	struct buf in = { 0 }, old = { 0 }, out = { 0 };

	buf_add(&old, before, b);
	buf_add(&in, after, a);
	tidy(&old, &in, &out);
	buf_free(&old);
	buf_free(&in);
	return out.data;
}

static const struct { const char *what, *before, *after, *want; } cases[] = {
	{ "nothing changed, nothing touched",
	  "#define A   \\\n x  \n\n\n{\n\n}\n",
	  "#define A   \\\n x  \n\n\n{\n\n}\n",
	  "#define A   \\\n x  \n\n\n{\n\n}\n" },
	{ "two arms that became the same are one",
	  "a\n#ifdef X\n	f(1);\n#else\n	f(2);\n#endif\nb\n",
	  "a\n#ifdef X\n	g();\n#else\n	g();\n#endif\nb\n",
	  "a\n	g();\nb\n" },
	{ "also where one arm was so before, at the end of a text",
	  "# if X\n	g();\n# else\n	f(2);\n# endif",
	  "# if X\n	g();\n# else\n	g();\n# endif",
	  "	g();\n" },
	{ "what the arms were before stays",
	  "#ifdef X\n	g();\n#else\n	g();\n#endif\n	f();\n",
	  "#ifdef X\n	g();\n#else\n	g();\n#endif\n	h();\n",
	  "#ifdef X\n	g();\n#else\n	g();\n#endif\n	h();\n" },
	{ "arms of another text, a third arm, one inside the other stay",
	  "#if X\n	f();\n#else\n	f();\n	i();\n#endif\n"
	  "#if X\n	f();\n#elif Y\n	f();\n#else\n	f();\n#endif\n"
	  "#if X\n#if Y\n	f();\n#endif\n#else\n	f();\n#endif\n"
	  "#if X\n	f(1);\n#else\n	f(2);\n#endif\n",
	  "#if X\n	g();\n#else\n	g();\n	i();\n#endif\n"
	  "#if X\n	g();\n#elif Y\n	g();\n#else\n	g();\n#endif\n"
	  "#if X\n#if Y\n	g();\n#endif\n#else\n	g();\n#endif\n"
	  "#if X\n	g(1);\n#else\n	g(2);\n#endif\n",
	  "#if X\n	g();\n#else\n	g();\n	i();\n#endif\n"
	  "#if X\n	g();\n#elif Y\n	g();\n#else\n	g();\n#endif\n"
	  "#if X\n#if Y\n	g();\n#endif\n#else\n	g();\n#endif\n"
	  "#if X\n	g(1);\n#else\n	g(2);\n#endif\n" },
	{ "a backslash goes back to its column",
	  "#define A(x)			\\\n	old(x);			\\\n	end\n",
	  "#define A(x)			\\\n	new_name(x);			\\\n	end\n",
	  "#define A(x)			\\\n	new_name(x);		\\\n	end\n" },
	{ "for a text too long, all move to the next tab stop",
	  "#define A(x)	\\\n	old(x);	\\\n	end\n",
	  "#define A(x)	\\\n	new_long_name(x);	\\\n	end\n",
	  "#define A(x)			\\\n	new_long_name(x);	\\\n	end\n" },
	{ "one more where the text ends at it, none where a space is left",
	  "#define A(x)	\\\ndo {		\\\n	old(x);	\\\n} while (0)\n",
	  "#define A(x)	\\\ndo {		\\\n	longer_one_name(x);	\\\n	a_name(x); \\\n} while (0)\n",
	  "#define A(x)			\\\ndo {				\\\n"
	  "	longer_one_name(x);	\\\n	a_name(x);		\\\n} while (0)\n" },
	{ "a moved line gets spaces between its parameters",
	  "#define A(x,y, z)	\\\n	old(x,y);	\\\n	b(x,y);		\\\n	end\n",
	  "#define A(x,y, z)	\\\n	a_quit_long_name(x,y);		\\\n	b(x,y);		\\\n	end\n",
	  "#define A(x, y, z)		\\\n	a_quit_long_name(x,y);	\\\n	b(x,y);			\\\n	end\n" },
	{ "but its value has no parameters",
	  "#define A (x,y)		\\\n	old(x,y);	\\\n	end\n",
	  "#define A (x,y)		\\\n	a_quit_long_name(x,y);		\\\n	end\n",
	  "#define A (x,y)			\\\n	a_quit_long_name(x,y);	\\\n	end\n" },
	{ "one that does not move keeps them",
	  "#define A(x,y)	\\\n	old(x);	\\\n	end\n", "#define A(x,y)	\\\n	new(x);	\\\n	end\n",
	  "#define A(x,y)	\\\n	new(x);	\\\n	end\n" },
	{ "a line that is there already stays as it is",
	  "#define A(x)                    \\\ndo {		\\\n	old(x);	\\\n	end;	\\\n} while (0)\n",
	  "#define A(x)                    \\\ndo {		\\\n	new_long_name(x);	\\\n	end;	\\\n} while (0)\n",
	  "#define A(x)                    \\\ndo {				\\\n"
	  "	new_long_name(x);	\\\n	end;			\\\n} while (0)\n" },
	{ "not beyond the width: one space before the backslash",
	  "#define A(x)								\\\n"
	  "	old(x);								\\\n	end\n",
	  "#define A(x)								\\\n"
	  "	the_new_name_that_is_quite_long_but_fits_with_a_space_left_(x_x); \\\n	end\n",
	  "#define A(x)								\\\n"
	  "	the_new_name_that_is_quite_long_but_fits_with_a_space_left_(x_x); \\\n	end\n" },
	{ "not more than five lines that nothing changed",
	  "#define A(x)	\\\n	old(x);	\\\n	a;	\\\n	b;	\\\n	c;	\\\n"
	  "	d;	\\\n	e;	\\\n	end\n",
	  "#define A(x)	\\\n	new_long_name(x);	\\\n	a;	\\\n	b;	\\\n	c;	\\\n"
	  "	d;	\\\n	e;	\\\n	end\n",
	  "#define A(x)	\\\n	new_long_name(x); \\\n	a;	\\\n	b;	\\\n	c;	\\\n"
	  "	d;	\\\n	e;	\\\n	end\n" },
	{ "five may, and a text up to the column is too long",
	  "#define A(x)	\\\n	old(x);	\\\n	a;	\\\n	b;	\\\n	c;	\\\n"
	  "	d;	\\\n	end\n",
	  "#define A(x)	\\\n	ab(x,y);	\\\n	a;	\\\n	b;	\\\n	c;	\\\n"
	  "	d;	\\\n	end\n",
	  "#define A(x)		\\\n	ab(x,y);	\\\n	a;		\\\n	b;		\\\n"
	  "	c;		\\\n	d;		\\\n	end\n" },
	{ "ragged backslashes stay ragged",
	  "#define A(x) \\\n	old(x); \\\n	two(x, x); \\\n	end\n",
	  "#define A(x) \\\n	long_name(x);		\\\n	two(x, x); \\\n	end\n",
	  "#define A(x) \\\n	long_name(x); \\\n	two(x, x); \\\n	end\n" },
	{ "blanks at the end of a changed line go",
	  "a = 1;\nb = 2;  \n", "a = 3; \nb = 2;  \n", "a = 3;\nb = 2;  \n" },
	{ "of two blank lines that met, one goes",
	  "a;\n\nb;\n\nc;\n", "a;\n\n\nc;\n", "a;\n\nc;\n" },
	{ "blank lines doubled before stay",
	  "a;\n\n\nb;\nc;\n", "a;\n\n\nb;\nd;\n", "a;\n\n\nb;\nd;\n" },
	{ "no blank line after the only declaration went",
	  "int f(void)\n{\n	int a;\n\n	g();\n}\n",
	  "int f(void)\n{\n\n	g();\n}\n",
	  "int f(void)\n{\n	g();\n}\n" },
	{ "no blank line before a closing brace",
	  "void f(void)\n{\n	g();\n\n	h();\n}\n",
	  "void f(void)\n{\n	g();\n\n}\n",
	  "void f(void)\n{\n	g();\n}\n" },
	{ "the blank line after declarations comes back",
	  "void f(void)\n{\n	struct page *p;\n\n	g(p);\n}\n",
	  "void f(void)\n{\n	struct table *t;\n	g(t);\n}\n",
	  "void f(void)\n{\n	struct table *t;\n\n	g(t);\n}\n" },
	{ "a new declaration gets its blank line",
	  "void f(void)\n{\n	g(p);\n}\n",
	  "void f(void)\n{\n	struct table *t = x(p);\n	g(t);\n}\n",
	  "void f(void)\n{\n	struct table *t = x(p);\n\n	g(t);\n}\n" },
	{ "a blank line stands between new functions",
	  "#define F() x\n#define G() y\n",
	  "static int f(void)\n{\n}\nstatic int g(void)\n{\n}\n",
	  "static int f(void)\n{\n}\n\nstatic int g(void)\n{\n}\n" },
	{ "none behind the last one, nor before what belongs to one",
	  "#ifdef A\n#define F() x\n#endif\n",
	  "#ifdef A\nint f(void)\n{\n}\nEXPORT_SYMBOL(f);\n#endif\n",
	  "#ifdef A\nint f(void)\n{\n}\nEXPORT_SYMBOL(f);\n#endif\n" },
	{ "functions that stood together before still do",
	  "int f(void)\n{\n}\nint g(void)\n{\n}\n",
	  "int f(void)\n{\n	a;\n}\nint h(void)\n{\n}\n",
	  "int f(void)\n{\n	a;\n}\nint h(void)\n{\n}\n" },
	{ "a declaration that changed gets one that was never there",
	  "void f(void)\n{\n	struct page *p;\n	g(p);\n}\n",
	  "void f(void)\n{\n	struct table *t;\n	g(t);\n}\n",
	  "void f(void)\n{\n	struct table *t;\n\n	g(t);\n}\n" },
	{ "one that did not change does not",
	  "void f(void)\n{\n	struct page *p;\n	g(p);\n}\n",
	  "void f(void)\n{\n	struct page *p;\n	h(p);\n}\n",
	  "void f(void)\n{\n	struct page *p;\n	h(p);\n}\n" },
	{ "an else goes behind its brace",
	  "	if (a)\n		g();\n	else\n		h();\n",
	  "	if (a) {\n		i();\n	}\n	else {\n		h();\n	}\n",
	  "	if (a) {\n		i();\n	} else {\n		h();\n	}\n" },
	{ "but where nothing changed",
	  "	if (a) {\n		i();\n	}\n	else\n		h();\n",
	  "	if (a) {\n		j();\n	}\n	else\n		h();\n",
	  "	if (a) {\n		j();\n	}\n	else\n		h();\n" },
	{ "arguments follow their parenthesis",
	  "void f(struct page *p,\n       int a,\n       int b)\n{\n}\n",
	  "void name(struct page *p,\n       int a,\n       int b)\n{\n}\n",
	  "void name(struct page *p,\n	  int a,\n	  int b)\n{\n}\n" },
	{ "nested lists move each by its own",
	  "	a(one, b(two,\n		 c),\n	  d);\n",
	  "	a(one, other(two,\n		 c),\n	  d);\n",
	  "	a(one, other(two,\n		     c),\n	  d);\n" },
	{ "lines not aligned before are left",
	  "	old(a,\n		b);\n", "	newer(a,\n		b);\n",
	  "	newer(a,\n		b);\n" },
	{ "a line too long is broken behind a comma",
	  "	return help(page, address, flags, the_long_argument, another_one);\n",
	  "	return help_of_table(table, address, flags, the_long_argument, another_one);\n",
	  "	return help_of_table(table, address, flags, the_long_argument,\n"
	  "			     another_one);\n" },
	{ "what is carried over joins the next line",
	  "	help(page, address, flags, the_long_argument, and_another_one,\n"
	  "	     last);\n",
	  "	help(page_of_table(page), address, flags, the_long_argument, and_another_one,\n"
	  "	     last);\n",
	  "	help(page_of_table(page), address, flags, the_long_argument,\n"
	  "	     and_another_one, last);\n" },
	{ "a line in a macro is broken with its backslash",
	  "#define A(x)							\\\n"
	  "	help(page, address, flags, the_long_argument, one);	\\\n	end\n",
	  "#define A(x)							\\\n"
	  "	help(page_of_table(page), address, flags, the_long_argument, and_another);	\\\n	end\n",
	  "#define A(x)								\\\n"
	  "	help(page_of_table(page), address, flags, the_long_argument,	\\\n"
	  "	     and_another);						\\\n	end\n" },
	{ "strings are never broken",
	  "	x(\"a\");\n",
	  "	x(\"aaaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaaa\");\n",
	  "	x(\"aaaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaaa\");\n" },
	{ "a condition is broken behind its outermost operator",
	  "	if (count_of_users(page) == 2 && !page_ctor(page, first)) {\n",
	  "	if (count_of_users(page) == 2 && !table_ctor(table_of_page(page), first_one)) {\n",
	  "	if (count_of_users(page) == 2 &&\n"
	  "	    !table_ctor(table_of_page(page), first_one)) {\n" },
	{ "and behind the last of them that fits",
	  "	} else if (a_flag || (b && c) || d(page)) {\n",
	  "	} else if (a_flag || (b_flag && c_flag) || another_one || d(table_of_page(page))) {\n",
	  "	} else if (a_flag || (b_flag && c_flag) || another_one ||\n"
	  "		   d(table_of_page(page))) {\n" },
	{ "a comma binds looser than an operator beside it",
	  "	f(one && two, three, page);\n",
	  "	f(one_long_condition && two_long_condition, three || four, table_of_page(page));\n",
	  "	f(one_long_condition && two_long_condition, three || four,\n"
	  "	  table_of_page(page));\n" },
	{ "what follows a return is aligned to it",
	  "	return one(page) && two(page);\n",
	  "	return one_long_name(table_of_page(page)) && two_long_name(table_of_page(page));\n",
	  "	return one_long_name(table_of_page(page)) &&\n"
	  "	       two_long_name(table_of_page(page));\n" },
	{ "a line inside a condition keeps its column",
	  "	if (one &&\n	    two(page) && three(page))\n",
	  "	if (one &&\n"
	  "	    two_long_names(table_of_page(page)) && three_names(table_of_page(page)))\n",
	  "	if (one &&\n"
	  "	    two_long_names(table_of_page(page)) &&\n"
	  "	    three_names(table_of_page(page)))\n" },
	{ "a line too wide before is left",
	  "	if (count_of_users(page) == 2 && !page_ctor(the_other_page(page), the_first_of_all)) {\n",
	  "	if (count_of_users(page) == 2 && !table_ctor(the_other_page(page), the_first_of_all)) {\n",
	  "	if (count_of_users(page) == 2 && !table_ctor(the_other_page(page), the_first_of_all)) {\n" },
	{ "no place to break",
	  "				inc(&of(entry)->number);\n",
	  "				increment(&descriptor_of(entry)->number_of_users);\n",
	  "				increment(&descriptor_of(entry)->number_of_users);\n" },
	{ "80 columns are not too many",
	  "	old(a, b);\n",
	  "	help_of_table(the_table, address, flags, the_long_argument, another_1x);\n",
	  "	help_of_table(the_table, address, flags, the_long_argument, another_1x);\n" },
	{ "81 are",
	  "	old(a, b);\n",
	  "	help_of_table(the_table, address, flags, the_long_argument, another_12x);\n",
	  "	help_of_table(the_table, address, flags, the_long_argument,\n"
	  "		      another_12x);\n" },
	{ "a line that was one and fits is one again",
	  "		mask = change(&page->count_of_the_parts, 0x11U << bit);\n",
	  "		mask = change(&table->count_of_the_parts_in_page,\n"
	  "			      0x11U << bit);\n",
	  "		mask = change(&table->count_of_the_parts_in_page, 0x11U << bit);\n" },
	{ "one that does not fit is not",
	  "		mask = change(&page->count_of_the_parts, 0x11U << bit);\n",
	  "		mask = change(&table->count_of_the_parts_of_table,\n"
	  "			      0x11U << bit);\n",
	  "		mask = change(&table->count_of_the_parts_of_table,\n"
	  "			      0x11U << bit);\n" },
	{ "no inner break where the line behind it is too wide as well",
	  "	page = alloc(flags_of(a, ONE));\n",
	  "	table = table_alloc(the_flags_of_the_table(mm, THE_FLAGS_OF_ALL | AND_OTHER_FLAGS_TOO), 4);\n",
	  "	table = table_alloc(the_flags_of_the_table(mm, THE_FLAGS_OF_ALL | AND_OTHER_FLAGS_TOO),\n"
	  "			    4);\n" },
	{ "but one where that line fits",
	  "	page = alloc(flags_of(a, ONE));\n",
	  "	table = table_alloc(flags_of(the_first_argument_of_all, THE_FLAGS_OF_ALL | AND_ALL), 4);\n",
	  "	table = table_alloc(flags_of(the_first_argument_of_all,\n"
	  "				     THE_FLAGS_OF_ALL | AND_ALL), 4);\n" },
	{ "a value that fits goes back to its equals sign",
	  "	.remove	=\n			(void (*)(struct gather *, void *))remove_page,\n",
	  "	.remove	=\n			remove_table,\n",
	  "	.remove	= remove_table,\n" },
	{ "not one that is too long, nor one that was there",
	  "	x =\n		old_one;\n	y =\n		z;\n",
	  "	x =\n		the_function_of_tables_that_has_a_very_long_name_indeed(the_table, a);\n	y =\n		z;\n",
	  "	x =\n		the_function_of_tables_that_has_a_very_long_name_indeed(the_table, a);\n	y =\n		z;\n" },
	{ "a list that had lines keeps them",
	  "	f(page,\n	  a);\n", "	f(table,\n	  a);\n", "	f(table,\n	  a);\n" },
	{ "and a new list those of its author",
	  "a;\nb;\n", "a;\n	f(table,\n	  a);\nb;\n", "a;\n	f(table,\n	  a);\nb;\n" },
	{ "a comment behind a declaration ends no block of them",
	  "void f(void)\n{\n	int a;\n	int b; /* 0 = c */\n\n	while (a)\n		g(p);\n}\n",
	  "void f(void)\n{\n	int a;\n	int b; /* 0 = c */\n\n	while (a)\n		g(t);\n}\n",
	  "void f(void)\n{\n	int a;\n	int b; /* 0 = c */\n\n	while (a)\n		g(t);\n}\n" },
	{ "nor hides that its blank line is lost",
	  "void f(void)\n{\n	int p; /* of all */\n\n	g(p);\n}\n",
	  "void f(void)\n{\n	int t; /* of all */\n	g(t);\n}\n",
	  "void f(void)\n{\n	int t; /* of all */\n\n	g(t);\n}\n" },
	{ "no blank line inside a comment",
	  "void f(void)\n{\n	int p;\n\n	g(p);\n}\n",
	  "void f(void)\n{\n	int t; /* of\n		* all */\n	g(t);\n}\n",
	  "void f(void)\n{\n	int t; /* of\n		* all */\n	g(t);\n}\n" },
	{ "a function of spaces gets tabs when much of it is new",
	  "pgd_t *f(void)\n{\n     pgd_t *new;\n\n     new = old();\n     g(new);\n     return new;\n}\n",
	  "pgd_t *f(void)\n{\n     struct table *t;\n     pgd_t *new;\n\n     t = get();\n     if (!t)\n"
	  "          return NULL;\n     new = at(t);\n     g(new);\n     return new;\n}\n",
	  "pgd_t *f(void)\n{\n	struct table *t;\n	pgd_t *new;\n\n	t = get();\n	if (!t)\n"
	  "		return NULL;\n	new = at(t);\n	g(new);\n	return new;\n}\n" },
	{ "with all that is aligned, labels, comments and directives",
	  "int f(void)\n{\n    old(a,\n        b);\n    old(c);\n}\n",
	  "int f(void)\n{\n    new(a, g(b,\n             c),\n        d);\n    x = a |\n      b;\n#if 1\n"
	  "    /*\n     * Text.\n     */\n#endif\n    if (a)\n	h(a,\n	        b);\n out:\n    return;\n}\n",
	  "int f(void)\n{\n	new(a, g(b,\n		 c),\n	    d);\n	x = a |\n	  b;\n#if 1\n"
	  "	/*\n	 * Text.\n	 */\n#endif\n	if (a)\n		h(a,\n			b);\n out:\n	return;\n}\n" },
	{ "but not when less than a third is",
	  "int f(void)\n{\n     a;\n     b;\n     c;\n     d;\n}\n",
	  "int f(void)\n{\n     a;\n     b;\n     c;\n     e;\n}\n",
	  "int f(void)\n{\n     a;\n     b;\n     c;\n     e;\n}\n" },
	{ "of which only what was added gets them",
	  "int f(void)\n{\n     a;\n     b;\n     c;\n     d;\n     e;\n     g;\n     i;\n     j;\n     k;\n}\n",
	  "int f(void)\n{\n     a;\n     if (x)\n          b;\n     b;\n     c;\n     d;\n     e;\n     h;\n     i;\n     j;\n     k;\n}\n",
	  "int f(void)\n{\n     a;\n	if (x)\n		b;\n     b;\n     c;\n     d;\n     e;\n     h;\n     i;\n     j;\n     k;\n}\n" },
	{ "and keeps them when much is rewritten later",
	  "int f(void)\n{\n     a;\n	if (x)\n		b;\n     c;\n     e;\n}\n",
	  "int f(void)\n{\n     d;\n	if (y)\n		b;\n     c;\n     e;\n}\n",
	  "int f(void)\n{\n	d;\n	if (y)\n		b;\n	c;\n	e;\n}\n" },
	{ "a third is enough",
	  "int f(void)\n{\n   a;\n   b;\n   c;\n}\n", "int f(void)\n{\n   a;\n   b;\n   d;\n}\n",
	  "int f(void)\n{\n	a;\n	b;\n	d;\n}\n" },
	{ "and none that has tabs",
	  "int f(void)\n{\n	a;\n	b;\n}\n", "int f(void)\n{\n     c;\n	d;\n}\n",
	  "int f(void)\n{\n     c;\n	d;\n}\n" },
	{ "nor the function beside it",
	  "int f(void)\n{\n  a;\n}\n\nint g(void)\n{\n  a;\n}\n",
	  "int f(void)\n{\n  b;\n}\n\nint g(void)\n{\n  a;\n}\n",
	  "int f(void)\n{\n	b;\n}\n\nint g(void)\n{\n  a;\n}\n" },
	{ "comments are left",
	  "/*\n * f(a,\n *\n     b)\n */\n",
	  "/*\n * long(a,\n *\n     b)\n */\n",
	  "/*\n * long(a,\n *\n     b)\n */\n" },
	{ "no newline at the end", "a\nb", "a\nc", "a\nc" },
	{ "an empty file", "a\n", "", "" },
};

#define NR_CASES (sizeof(cases) / sizeof(*cases))

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < NR_CASES; i++) {
		char *got = run(cases[i].before, strlen(cases[i].before),
				cases[i].after, strlen(cases[i].after));

		if (strcmp(got, cases[i].want))
			print_error("%s:\n", cases[i].what);
		assert_string_equal(got, cases[i].want);
		free(got);
	}
}

static void test_idempotent(void **state)
{
	(void)state;
	for (size_t i = 0; i < NR_CASES; i++) {
		const char *before = cases[i].before, *want = cases[i].want;
		char *again = run(before, strlen(before), want, strlen(want));

		assert_string_equal(again, want);
		free(again);
	}
}

static void test_truncated(void **state)
{
	(void)state;
	for (size_t i = 0; i < NR_CASES; i++) {
		const char *b = cases[i].before, *a = cases[i].after;

		for (size_t n = 0; n <= strlen(a); n++) {
			char *once = run(b, strlen(b), a, n);
			char *twice = run(b, strlen(b), once, strlen(once));

			assert_string_equal(twice, once);
			free(once);
			free(twice);
			free(run(a, n, b, strlen(b)));
		}
	}
}

static void test_garbage(void **state)
{
	static const char likely[] = "{}();#*/\n\\ ab,\n\t=int x;(";
	char a[200], b[200];

	(void)state;
	srand(3);
	for (int round = 0; round < 5000; round++) {
		for (size_t i = 0; i < sizeof(a); i++) {
			a[i] = likely[rand() % (sizeof(likely) - 1)];
			b[i] = round & 1 ? a[i] : rand();
			if (rand() % 20 == 0)
				a[i] = '\n';
		}
		free(run(a, rand() % sizeof(a), b, rand() % sizeof(b)));
	}
}

/*
 * What one change may disturb, and no more: an argument list, a block of
 * declarations with its blank line, a macro. Each is in a shape that a pass
 * might want to change.
 */
static const char *const units[] = {
	"#define A(x)	\\\n	old(x);		\\\n	end\n\n\n",
	("#define B(x)		\\\n	old(x);		\\\n	end_of_it_all_here(x, x); \\\n"
	 "	end\n\n"),
	"static int f(struct page *page,\n		int a,\n	      int b)\n",
	"{\n	int what; /* 0 = this, 1 = that */\n\n",
	"	while (a)\n",
	"		help(page_of_table(page), address, flags, the_long_argument, and, one);\n",
	"	other(page,\n		  a);\n",
	"	if (count_of_users(page) == 2 && !page_ctor(page, first_of_them_all_in_it)) {\n",
	"		g(a,\n		  b);  \n",
	"	}\n\n\n",
	"	return a &&\n		b;\n",
	"}\n\n",
	"static int g(int a)\n",
	"{\n	int b;\n	int c = f(a,\n		  b);\n",
	"	a = b;	\n",
	"	return c;\n",
	"\n}\n\n",
	"static int spaces(int a)\n",
	"{\n    int b;\n",
	"    a = f(b,\n          c);\n",
	"    b = g(b,\n      c);\n",
	"    if (a)\n	return b;\n",
	"    return a + f(a, b) + f(a, b);\n",
	"}\n\n",
	"struct s {\n\n	int a;\n",
	"	int b;	/* of a */\n\n};\n",
};

#define NR_UNITS (sizeof(units) / sizeof(*units))

/* All units; of one, line @line with @more behind its first identifier. */
static bool join_units(struct buf *b, size_t from, size_t to, size_t unit,
		       size_t line, const char *more)
{
	bool done = false;

	buf_add(b, "", 0);
	for (size_t i = from; i < to; i++) {
		const char *p = units[i];
		size_t n = 0;

		if (i != unit) {
			buf_puts(b, p);
			continue;
		}
		for (; *p && n < line; p++)
			n += *p == '\n';
		while (*p && *p != '\n' && (*p < 'a' || *p > 'z'))
			p++;
		while (*p >= 'a' && *p <= 'z') {
			done = true;
			p++;
		}
		buf_add(b, units[i], p - units[i]);
		if (done)
			buf_puts(b, more);
		buf_puts(b, p);
	}
	return done;
}

static void check_local(size_t unit, size_t line, const char *more)
{
	struct buf before = { 0 }, after = { 0 }, head = { 0 }, tail = { 0 };
	char *got;
	size_t len;

	join_units(&before, 0, NR_UNITS, NR_UNITS, 0, "");
	join_units(&head, 0, unit, NR_UNITS, 0, "");
	join_units(&tail, unit + 1, NR_UNITS, NR_UNITS, 0, "");
	if (join_units(&after, 0, NR_UNITS, unit, line, more)) {
		got = run(before.data, before.len, after.data, after.len);
		len = strlen(got);
		assert_true(len >= head.len + tail.len);
		assert_memory_equal(got, head.data, head.len);
		assert_string_equal(got + len - tail.len, tail.data);
		free(got);
	}
	buf_free(&before);
	buf_free(&after);
	buf_free(&head);
	buf_free(&tail);
}

static void test_local(void **state)
{
	static const char *const more[] = {
		"x", "_of_it", "_with_a_much_longer_name_than_it_had_in_the_old_text"
	};

	(void)state;
	for (size_t i = 0; i < NR_UNITS; i++)
		for (size_t line = 0; line < 4; line++)
			for (size_t k = 0; k < sizeof(more) / sizeof(*more); k++)
				check_local(i, line, more[k]);
}

/* Each pair is one line; as many lines as the texts have in common at most. */
static void test_linediff(void **state)
{
	static const struct { const char *a, *b; int same; } texts[] = {
		{ "1\n2\n3\n", "1\n2\n3\n", 3 },
		{ "1\n2\n3\n", "0\n1\n3\n4\n", 2 },
		{ "a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n", 4 },
		{ "", "1\n", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct buf a = { 0 }, b = { 0 };
		struct linediff d;
		int same = 0;

		buf_add(&a, texts[i].a, strlen(texts[i].a));
		buf_add(&b, texts[i].b, strlen(texts[i].b));
		linediff_read(&d, &a, &b);
		for (size_t j = 0; j < d.a.nr; j++) {
			long k = d.b_of_a[j];

			if (k < 0)
				continue;
			same++;
			assert_int_equal(d.a_of_b[k], j);
			assert_memory_equal(d.a.at[j].text, d.b.at[k].text,
					    d.a.at[j].len);
		}
		assert_int_equal(same, texts[i].same);
		linediff_free(&d);
		buf_free(&a);
		buf_free(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_idempotent),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_local),
		cmocka_unit_test(test_linediff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
