// SPDX-License-Identifier: GPL-2.0-only
/* Directives: a step's lines, a file before and after. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "edit/directive.h"

struct edit_case {
	const char *step, *before, *after;
	const char *counts;	/* one digit a directive */
};

static char *run(const char *step, const char *file, size_t len, bool is_c,
		 char *counts)
{
	static char *defines[] = { "here", NULL };
	struct buf in = { 0 }, out = { 0 };
	struct directives d;
	size_t nr[8];
	char why[200] = "";

	assert_int_equal(directives_parse(&d, step, defines, why,
					  sizeof(why)), 0);
	assert_true(d.nr <= 8);
	buf_add(&in, file, len);
	directives_apply(&d, &in, is_c, &out, nr);
	for (size_t i = 0; i < d.nr; i++)
		*counts++ = '0' + nr[i];
	*counts = '\0';
	directives_free(&d);
	buf_free(&in);
	return out.data;
}

static void check(const struct edit_case *c, size_t nr, bool is_c)
{
	for (size_t i = 0; i < nr; i++) {
		char counts[16];
		char *got = run(c[i].step, c[i].before, strlen(c[i].before),
				is_c, counts);

		assert_string_equal(got, c[i].after);
		assert_string_equal(counts, c[i].counts);
		free(got);
	}
}

#define NR(a) (sizeof(a) / sizeof(*(a)))

static void test_insert(void **state)
{
	static const struct edit_case cases[] = {
		{ "//! insert after struct leaf unless stem\n//+\n"
		  "//+ struct stem {\n//+ 	int a;\n//+ };\n",
		  "struct leaf {\n	int x;\n} _leaf_align;\nint y;\n",
		  "struct leaf {\n	int x;\n} _leaf_align;\n\n"
		  "struct stem {\n	int a;\n};\nint y;\n", "1" },
		{ "//! insert after struct leaf unless stem\n//+ no\n",
		  "struct leaf { int x; };\nint stem;\n",
		  "struct leaf { int x; };\nint stem;\n", "0" },
		{ "//! insert before function f\n//+ int g(void);\n",
		  "int a;\n/*\n * About f.\n */\nstatic int\nf(void)\n{\n}\n",
		  "int a;\nint g(void);\n/*\n * About f.\n */\nstatic int\n"
		  "f(void)\n{\n}\n", "1" },
		{ "//! insert after function f\n//+ int g(void);\n",
		  "int f(void)\n{\n}\nEXPORT_IT(f);\nint b;\n",
		  "int f(void)\n{\n}\nEXPORT_IT(f);\nint g(void);\nint b;\n",
		  "1" },
		{ "//! insert after function f\n//+ x\n",
		  "#if A\nint f(int a)\n{\n}\n#else\nint f(void)\n{\n}\n"
		  "#endif\n",
		  "#if A\nint f(int a)\n{\n}\nx\n#else\nint f(void)\n{\n}\n"
		  "#endif\n", "1" },
		{ "//! insert after every function f\n//+ x\n",
		  "#if A\nint f(int a)\n{\n}\n#else\nint f(void)\n{\n}\n"
		  "#endif\n",
		  "#if A\nint f(int a)\n{\n}\nx\n#else\nint f(void)\n{\n}\nx\n"
		  "#endif\n", "2" },
		{ "//! insert after function f|g\n//+ x\n",
		  "void g(void)\n{\n}\nvoid f(void)\n{\n}\n",
		  "void g(void)\n{\n}\nvoid f(void)\n{\n}\nx\n", "1" },
		{ "//! insert after function f|g|h unless x\n//+ x\n",
		  "void h(void)\n{\n}\nvoid g(void)\n{\n}\n",
		  "void h(void)\n{\n}\nvoid g(void)\n{\n}\nx\n", "1" },
		{ "//! insert after include <a/b.h>\n//+ #include <a/c.h>\n",
		  "#include <a/b.h>\n", "#include <a/b.h>\n", "0" },
		{ "//! insert after include a/b.h\n//+ #include <a/c.h>\n",
		  "#include <a/b.h>\n", "#include <a/b.h>\n#include <a/c.h>\n",
		  "1" },
		{ "//! insert after last-invocation MATCH\n//+ MATCH(c);\n",
		  "MATCH(a);\nMATCH(b);\n#undef MATCH\n",
		  "MATCH(a);\nMATCH(b);\nMATCH(c);\n#undef MATCH\n", "1" },
		{ "//! insert into macro M\n//+ 	b();\n//+ 	c();\n",
		  "#define M(x)	\\\n	a(x);\n",
		  "#define M(x)	\\\n	a(x);	\\\n	b();	\\\n	c();\n",
		  "1" },
		{ "//! when here insert after macro M\n//+ x\n"
		  "//! when !here insert after macro M\n//+ y\n"
		  "//! when there insert after macro M\n//+ z\n",
		  "#define M 1", "#define M 1\nx\n", "100" },
	};

	(void)state;
	check(cases, NR(cases), true);
}

static void test_replace(void **state)
{
	static const struct edit_case cases[] = {
		{ "//! replace comment /old_(\\w+)/new_$1/\n",
		  "old_a(); /* old_a and\n * old_b */ \"/* old_c */\"\n",
		  "old_a(); /* new_a and\n * new_b */ \"/* old_c */\"\n",
		  "2" },
		{ "//! replace comment |the old/way|a new\\|way|\n",
		  "/*\n	 * It is the\n	 * old/way.\n	 */\n",
		  "/*\n	 * It is a new|way.\n	 */\n", "1" },
		{ "//! replace comment /\\bpage\\b/long_descriptor/\n",
		  "/*\n * Each page is locked by its own lock, and the lock of "
		  "a page is found in page.\n * The next line of it.\n *\n"
		  " * Another page.\n */\n",
		  "/*\n * Each long_descriptor is locked by its own lock, and "
		  "the lock of a\n * long_descriptor is found in "
		  "long_descriptor. The next line of it.\n *\n"
		  " * Another long_descriptor.\n */\n", "4" },
		{ "//! replace comment /page/long_descriptor/\n",
		  "	/* what is known of a page has to be said of each of its "
		  "users */\n",
		  "	/*\n	 * what is known of a long_descriptor has to be "
		  "said of each of its\n	 * users\n	 */\n", "1" },
		{ "//! replace comment /x/y/\n",
		  "#define A 1 /* x */\n#define B \"x\"\n",
		  "#define A 1 /* y */\n#define B \"x\"\n", "1" },
		{ "//! replace macro M /page_(\\w+)/table_${1}x/\n",
		  "#define M(a) page_one(a)\n#define N(a) page_one(a)\n",
		  "#define M(a) table_onex(a)\n#define N(a) page_one(a)\n",
		  "1" },
		{ "//! replace struct s /int \\Ka(?=;)/b/\n",
		  "struct s {\n	int a;\n};\nint a;\n",
		  "struct s {\n	int b;\n};\nint a;\n", "1" },
		{ "//! replace invocation OPS /\\((\\w+)\\)/($1, x)/\n",
		  "OPS(a)\n\nOPS(b)\nint OPSes;\n",
		  "OPS(a, x)\n\nOPS(b, x)\nint OPSes;\n", "2" },
		{ "//! replace text /a/b/\n", "a\n", "a\n", "0" },
		{ "//! replace comment /a\\/b/\\n\\t$0/\n", "/* a/b */\n",
		  "/* \n	a/b */\n", "1" },
	};

	(void)state;
	check(cases, NR(cases), true);
}

static void test_delete(void **state)
{
	static const struct edit_case cases[] = {
		{ "//! delete member b of struct s\n",
		  "struct s {\n	int a;\n	int b;	/* gone */\n	int c;\n};\n",
		  "struct s {\n	int a;\n	int c;\n};\n", "1" },
		{ "//! delete member b of struct s\n",
		  "struct s {\n	int a, *b, c;\n};\n",
		  "struct s {\n	int a, c;\n};\n", "1" },
		{ "//! delete member a of struct s\n",
		  "struct s {\n	int a, b;\n};\n",
		  "struct s {\n	int b;\n};\n", "1" },
		{ "//! delete member p of struct s\n"
		  "//! delete member q of struct s\n",
		  "struct s {\n	union {\n		struct {	/* Ours */\n"
		  "			int p;\n#if X\n			long q;\n#else\n"
		  "			int q;\n#endif\n		};\n"
		  "		int z;\n	};\n};\n",
		  "struct s {\n	union {\n		int z;\n	};\n};\n",
		  "12" },
		{ "//! delete member b of struct s\n",
		  "struct s {\n	int a;\n\n	/* About b. */\n	int b;\n\n"
		  "	int c;\n};\n",
		  "struct s {\n	int a;\n\n	int c;\n};\n", "1" },
		{ "//! delete member b of struct s\n",
		  "struct t {\n	int b;\n};\n", "struct t {\n	int b;\n};\n",
		  "0" },
		{ "//! delete include a.h unless keep\n",
		  "#include \"a.h\"\n#include <b.h>\n", "#include <b.h>\n",
		  "1" },
	};

	(void)state;
	check(cases, NR(cases), true);
}

static void test_text(void **state)
{
	static const struct edit_case cases[] = {
		{ "//! replace text /\\bold_ctor\\b/new_ctor/\n",
		  "\xe8\xb0\x83old_ctor()\xe5\x92\x8c old_ctor\n",
		  "\xe8\xb0\x83new_ctor()\xe5\x92\x8c new_ctor\n", "2" },
		{ "//! replace text /an old name/a new name/\n",
		  "This is an old\n  name.\n", "This is a new name.\n", "1" },
		{ "//! replace text /(o)l(d)/$2$1/\n", "\xff\xfe old \x80\n",
		  "\xff\xfe do \x80\n", "1" },
		{ "//! replace comment /a/b/\n", "/* a */\n", "/* a */\n",
		  "0" },
	};

	(void)state;
	check(cases, NR(cases), false);
}

static void test_errors(void **state)
{
	static const struct { const char *step, *why; unsigned int line; }
	cases[] = {
		{ "\n//! remove x\n", "expected insert, replace or delete", 2 },
		{ "//! insert after struct x\n", "no //+ lines", 1 },
		{ "//+ x\n", "must follow an insert", 1 },
		{ "//! replace comment /a/b\n", "a '/' is missing", 1 },
		{ "//! replace comment /(/b/\n", "regular expression", 1 },
		{ "//! replace comment /a/$1/\n", "$1 in the replacement", 1 },
		{ "//! replace comment /a/b/ what\n", "not expected", 1 },
		{ "//! replace function f /a/b/\n", "replace acts on", 1 },
		{ "//! insert into function f\n//+ x\n", "insert into", 1 },
		{ "//! insert into struct s\n//+ x\n", "insert into", 1 },
		{ "//! insert after comment f\n//+ x\n", "insert needs", 1 },
		{ "//! insert after struct\n//+ x\n", "the anchor", 1 },
		{ "//! insert after struct a|\n//+ x\n", "beside a bar", 1 },
		{ "//! insert after struct |a\n//+ x\n", "beside a bar", 1 },
		{ "//! insert after struct a||b\n//+ x\n", "beside a bar", 1 },
		{ "//! delete member x\n", "of struct NAME", 1 },
		{ "//! insert\n", "before, after or into", 1 },
	};

	(void)state;
	for (size_t i = 0; i < NR(cases); i++) {
		struct directives d;
		char why[200] = "";

		assert_int_equal(directives_parse(&d, cases[i].step, NULL,
						  why, sizeof(why)),
				 cases[i].line);
		assert_non_null(strstr(why, cases[i].why));
		directives_free(&d);
	}
}

static const char every_step[] =
	"//! insert after every struct s\n//+ x\n"
	"//! insert into macro M\n//+ x\n"
	"//! insert before function f\n//+ x\n"
	"//! replace comment /a b*/much longer than it was before, by far/\n"
	"//! delete member b of struct s\n"
	"//! delete include a.h\n"
	"//! insert after last-invocation M\n//+ x\n"
	"//! replace struct s /\\w\\b/xx/\n";

static const char every_file[] =
	"#include <a.h>\n#define M(x)	\\\n	y\nM(1);\n/* a b\n * c a\n *"
	" bb */\nstruct s {\n	union {\n		int a, b; /* a b */\n#if 1\n"
	"		long b;\n#endif\n	};\n} _x;\nint f(int x) /* a b */\n{\n}\n";

static void run_part(const char *text, size_t len)
{
	char counts[16];
	char *copy = malloc(len ? len : 1);

	memcpy(copy, text, len);
	free(run(every_step, copy, len, true, counts));
	free(copy);
}

static void test_truncated(void **state)
{
	static const char likely[] = "{}();#*/\n\\ abs,xM\xff\xe4struct s{if";
	char text[200];

	(void)state;
	for (size_t n = 0; n <= strlen(every_file); n++) {
		run_part(every_file, n);
		run_part(every_file + n, strlen(every_file) - n);
	}
	srand(2);
	for (int round = 0; round < 1000; round++) {
		size_t len = rand() % sizeof(text);

		for (size_t i = 0; i < len; i++)
			text[i] = round & 1 ? rand() :
				likely[rand() % (sizeof(likely) - 1)];
		run_part(text, len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_insert),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_delete),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_truncated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
