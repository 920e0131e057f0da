// SPDX-License-Identifier: GPL-2.0-only
/* The lexer and the outline, on source that nobody preprocesses. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "buf.h"
#include "lex.h"
#include "outline.h"

/* One letter a token: s n c i d " ' p #, in the order of enum token_kind. */
static const char letters[] = "snci0\"'p#";

static void kinds(const char *text, size_t len, char *out, size_t size)
{
	struct lexer lx;
	struct token t;
	size_t covered = 0, n = 0;

	lex_init(&lx, text, len);
	while (lex_next(&lx, &t)) {
		assert_true(t.len > 0);
		assert_int_equal(t.off, covered);
		covered += t.len;
		if (n + 1 < size)
			out[n++] = letters[t.kind];
	}
	out[n] = '\0';
	assert_int_equal(covered, len);
}

static void test_kinds(void **state)
{
	static const struct { const char *text, *kinds; } cases[] = {
		{ "", "" },
		{ "a->b", "ipi" },
		{ "x <<= 0x1fUL;", "isps0p" },
		{ "1.5e-3+0xe-1", "0p0p0" },
		{ "/* a\n b */c // d\\\ne\nf", "ciscni" },
		{ "\"a\\\"b\" 'c'", "\"s'" },
		{ "\"open\nx", "pini" },
		{ "it's\n", "ipin" },
		{ "#define A \\\n\tB /* c\n d */\nx", "#ni" },
		{ "  # if 1 /* x */\n", "s#n" },
		{ "a # b ## c", "ispsispsi" },
		{ "a \\\n b", "isi" },
		{ "f(...)\r\n", "ipppsn" },
		{ "\"a\\\nb\"", "\"" },
		{ "/* never closed", "c" },
		{ "\\", "p" },
		{ "\xe4\xb8\xad x", "isi" },
	};
	char got[64];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kinds(cases[i].text, strlen(cases[i].text), got, sizeof(got));
		assert_string_equal(got, cases[i].kinds);
	}
}

static void test_lines(void **state)
{
	static const char text[] = "a\n/* b\n c */ d\n#define X \\\n 1\ne";
	static const uint32_t want[] = { 1, 1, 2, 3, 3, 3, 4, 5, 6 };
	struct lexer lx;
	struct token t;
	size_t i = 0;

	(void)state;
	lex_init(&lx, text, strlen(text));
	while (lex_next(&lx, &t))
		assert_int_equal(t.line, want[i++]);
	assert_int_equal(i, sizeof(want) / sizeof(*want));
}

static const char source[] =
	"#ifndef GUARD\n"				/* 1 */
	"#define GUARD\n"
	"#include <linux/first.h>\n"
	"#define pair(a, b)	\\\n"
	"	do { a; b; } while (0)\n"		/* 5 */
	"struct box {\n"
	"	union {\n"
	"		int a;\n"
	"	};\n"
	"	struct inner { int x; } in;\n"		/* 10 */
	"} _box_alignment;\n"
	"static inline struct box *\n"
	"old_style(int a,\n"
	"	  int b)\n"
	"{\n"						/* 15 */
	"	if (a) {\n"
	"#ifdef X\n"
	"		while (b) {\n"
	"#else\n"
	"		if (b) {\n"			/* 20 */
	"#endif\n"
	"		}\n"
	"	}\n"
	"}\n"
	"EXPORT_THING(old_style);\n"			/* 25 */
	"#ifdef Y\n"
	"int shared(int a)\n"
	"#else\n"
	"int shared_too(long a)\n"
	"#endif\n"					/* 30 */
	"{\n"
	"}\n"
	"#ifdef Z\n"
	"static int half(int a)\n"
	"{\n"						/* 35 */
	"#else\n"
	"static int other_half(void)\n"
	"{\n"
	"#endif\n"
	"	return 0;\n"				/* 40 */
	"}\n"
	"MATCH(flags, _flags)\n"
	"static const struct box boxes[] = {\n"
	"	{ 1 },\n"
	"};\n"						/* 45 */
	"CALL_DEFINE2(go, int, a)\n"
	"{\n"
	"}\n"
	"enum colour { RED, };\n"
	"static void locked(void) __acquires(lock)\n"	/* 50 */
	"{\n"
	"}\n"
	"struct __packed tight { char c; } __attribute__((aligned(4)));\n"
	"struct box *last(void);\n"
	"#endif\n"					/* 55 */
	"FLAG(Up, up) TEST(Up, up)\n"
	"\tCLEAR(Up, up)\n"
	"FLAG(Down, down);\n";

static void test_outline(void **state)
{
	static const struct {
		enum elem_kind kind;
		const char *name;
		unsigned int first, last;
	} want[] = {
		{ ELEM_MACRO, "GUARD", 2, 2 },
		{ ELEM_INCLUDE, "linux/first.h", 3, 3 },
		{ ELEM_MACRO, "pair", 4, 5 },
		{ ELEM_STRUCT, "box", 6, 11 },
		{ ELEM_UNION, "", 7, 9 },
		{ ELEM_STRUCT, "inner", 10, 10 },
		{ ELEM_FUNCTION, "old_style", 12, 24 },
		{ ELEM_INVOCATION, "EXPORT_THING", 25, 25 },
		{ ELEM_FUNCTION, "shared", 26, 32 },
		{ ELEM_FUNCTION, "shared_too", 26, 32 },
		{ ELEM_FUNCTION, "half", 33, 41 },
		{ ELEM_FUNCTION, "other_half", 33, 41 },
		{ ELEM_INVOCATION, "MATCH", 42, 42 },
		{ ELEM_FUNCTION, "go", 46, 48 },
		{ ELEM_ENUM, "colour", 49, 49 },
		{ ELEM_FUNCTION, "locked", 50, 52 },
		{ ELEM_STRUCT, "tight", 53, 53 },
		{ ELEM_INVOCATION, "FLAG", 56, 56 },
		{ ELEM_INVOCATION, "TEST", 56, 56 },
		{ ELEM_INVOCATION, "CLEAR", 57, 57 },
		{ ELEM_INVOCATION, "FLAG", 58, 58 },
	};
	struct outline o;

	(void)state;
	outline_read(&o, source, strlen(source));
	assert_int_equal(o.nr_elems, sizeof(want) / sizeof(*want));
	for (size_t i = 0; i < o.nr_elems; i++) {
		const struct elem *e = &o.elems[i];
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)e->name_len,
			 source + e->name);
		assert_string_equal(name, want[i].name);
		assert_int_equal(e->kind, want[i].kind);
		assert_int_equal(e->first_line, want[i].first);
		assert_int_equal(e->last_line, want[i].last);
	}
	outline_free(&o);
}

static void expect_at(const struct outline *o, const char *where,
		      const char *name, size_t conds)
{
	size_t off = strstr(source, where) - source;
	const struct elem *e = outline_at(o, off);

	assert_int_equal(outline_conds_at(o, off), conds);
	if (!name) {
		assert_null(e);
		return;
	}
	assert_non_null(e);
	assert_int_equal(e->name_len, strlen(name));
	assert_memory_equal(source + e->name, name, e->name_len);
}

static void test_at(void **state)
{
	struct outline o;

	(void)state;
	outline_read(&o, source, strlen(source));
	expect_at(&o, "int x;", "inner", 1);
	expect_at(&o, "_box_alignment", "box", 1);
	expect_at(&o, "while (b)", "old_style", 2);
	expect_at(&o, "do {", "pair", 1);
	expect_at(&o, "return 0", "other_half", 1);
	expect_at(&o, "boxes[]", NULL, 1);
	expect_at(&o, "last(void)", NULL, 1);
	outline_free(&o);
}

/* Exactly so many bytes, so that the sanitizer sees each one too far. */
static void read_copy(const char *text, size_t len)
{
	char *copy = malloc(len ? len : 1), out[16];
	struct outline o;

	memcpy(copy, text, len);
	kinds(copy, len, out, sizeof(out));
	outline_read(&o, copy, len);
	for (size_t i = 0; i < o.nr_elems; i++) {
		assert_true(o.elems[i].start < o.elems[i].end);
		assert_true(o.elems[i].end <= len);
		assert_true(o.elems[i].name + o.elems[i].name_len <= len);
	}
	outline_at(&o, len / 2);
	outline_free(&o);
	free(copy);
}

static void test_truncated(void **state)
{
	(void)state;
	for (size_t n = 0; n <= strlen(source); n++) {
		read_copy(source, n);
		read_copy(source + n, strlen(source) - n);
	}
}

static void test_garbage(void **state)
{
	static const char likely[] = "{}();#*/\"'\\\n\n ,=if else endif struct";
	char text[300];

	(void)state;
	srand(1);
	for (int round = 0; round < 20000; round++) {
		size_t len = rand() % sizeof(text);

		for (size_t i = 0; i < len; i++)
			text[i] = round & 1 ? rand() :
				likely[rand() % (sizeof(likely) - 1)];
		read_copy(text, len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_outline),
		cmocka_unit_test(test_at),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_garbage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
