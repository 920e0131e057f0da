// SPDX-License-Identifier: GPL-2.0-only
/* What #if 0 leaves out: the letters of a text that are dead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "dead.h"

/* A letter stands for a line of code; dead ones become blanks. */
static const struct dead_case {
	const char *text, *blank;
} cases[] = {
	{ "a\n#if 0\nb\n#endif\nc\n", "a\n#if 0\n \n#endif\nc\n" },
	{ "#if 0\na\n#else\nb\n#endif\n", "#if 0\n \n#else\nb\n#endif\n" },
	{ "#if 1\na\n#else\nb\n#endif\nc\n", "#if 1\na\n#else\n \n#endif\nc\n" },
	{ "#if 0\na\n#elif X\nb\n#endif\n", "#if 0\n \n#elif X\nb\n#endif\n" },
	/* what is inside goes with it, whatever it asks for */
	{ "#if 0\n#ifdef X\na\n#else\nb\n#endif\nc\n#endif\nd\n",
	  "#if 0\n        \n \n     \n \n      \n \n#endif\nd\n" },
	{ "#ifdef X\na\n#if 0 /* why */\nb\n#endif\n#else\nc\n#endif\n",
	  "#ifdef X\na\n#if 0 /* why */\n \n#endif\n#else\nc\n#endif\n" },
	{ "#if 1\n#if X\na\n#else\nb\n#endif\n#else\nc\n#endif\n",
	  "#if 1\n#if X\na\n#else\nb\n#endif\n#else\n \n#endif\n" },
	{ "# if 0\na\n# endif\n", "# if 0\n \n# endif\n" },
	/* other conditions than these are not decided here */
	{ "#if 0 || X\na\n#endif\n", "#if 0 || X\na\n#endif\n" },
	{ "#ifndef X\na\n#else\nb\n#endif\n", "#ifndef X\na\n#else\nb\n#endif\n" },
	/* no directive at all, or no end of it */
	{ "/*\n#if 0\n*/\na\n", "/*\n#if 0\n*/\na\n" },
	{ "#if 0\na\n", "#if 0\na\n" },
	{ "#endif\n#else\na\n", "#endif\n#else\na\n" },
	{ "", "" },
};

static void test_blank(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *text = strdup(cases[i].text);

		dead_blank(text, strlen(text));
		assert_string_equal(text, cases[i].blank);
		free(text);
	}
}

static void test_has(void **state)
{
	const char *text = "A\n#if 0\nB\n#endif\nC\n#if 0\nD\n#endif\nE\n";
	struct dead d;

	(void)state;
	dead_read(&d, text, strlen(text));
	for (const char *c = "ABCDE"; *c; c++)
		assert_int_equal(dead_has(&d, strchr(text, *c) - text),
				 *c == 'B' || *c == 'D');
	dead_free(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blank),
		cmocka_unit_test(test_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
