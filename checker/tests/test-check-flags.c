// SPDX-License-Identifier: GPL-2.0-only
/* What ptdesc-check takes of a compiler's arguments. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "buf.h"
#include "check/flags.h"
#include "check/predef.h"

static char *joined(const struct strings *s)
{
	struct buf b = { 0 };

	buf_puts(&b, "");
	for (size_t i = 0; i < s->count; i++) {
		buf_puts(&b, i ? " " : "");
		buf_puts(&b, s->list[i]);
	}
	return b.data;
}

static void assert_joined(const struct strings *s, const char *expected)
{
	char *text = joined(s);

	assert_string_equal(text, expected);
	free(text);
}

static void check(const char *line, const char *clang, const char *probe,
		  const char *sources)
{
	struct strings words = { 0 };
	struct unit_flags flags = { 0 };

	assert_int_equal(flags_split(&words, line), 0);
	flags_sort(&flags, words.count, words.list);
	assert_joined(&flags.clang, clang);
	assert_joined(&flags.probe, probe);
	assert_joined(&flags.sources, sources);
	flags_free(&flags);
	strings_free(&words);
}

static void test_preprocessor(void **state)
{
	(void)state;
	check("-I inc -Iother -isystem /s -include a.h -DX=1 -D Y -UZ a.c",
	      "-I inc -Iother -isystem /s -include a.h -DX=1 -D Y -UZ", "",
	      "a.c");
	check("-nostdinc -Wp,-MMD,.a.o.d -Wp,-DX,-DY -c -o a.o a.c",
	      "-nostdinc -DX -DY", "", "a.c");
	check("-D__KERNEL__ '-DKBUILD_MODNAME=\"a b\"' \"-DQ=\\\"x\\\"\" a.c",
	      "-D__KERNEL__ -DKBUILD_MODNAME=\"a b\" -DQ=\"x\"", "", "a.c");
}

static void test_machine(void **state)
{
	(void)state;
	check("-m64 -march=z13 -mabi=lp64 -O2 -fno-pie -std=gnu11 a.c",
	      "-std=gnu11",
	      "-m64 -march=z13 -mabi=lp64 -O2 -fno-pie -std=gnu11", "a.c");
	check("-fplugin=x.so -fplugin-arg-x-y=1 -fdump-rtl-all a.c", "", "",
	      "a.c");
	check("-funsigned-char -fshort-wchar -fms-extensions a.c",
	      "-funsigned-char -fshort-wchar -fms-extensions",
	      "-funsigned-char -fshort-wchar -fms-extensions", "a.c");
}

/* What takes a value must not leave it behind as a file. */
static void test_values(void **state)
{
	(void)state;
	check("--param allow-store-data-races=0 --param=x=1 a.c", "", "",
	      "a.c");
	check("-MF a.d -MT a.o -o a.o -x c a.c", "", "", "a.c");
	check("-T script.lds -Wl,-z,x -lfoo a.c b.c", "", "", "a.c b.c");
	check("-G 0 -G8 -meabi gnu -mtp=cp15 -mllvm -x=1 a.c", "",
	      "-G 0 -G8 -meabi gnu -mtp=cp15", "a.c");
	check("-I", "-I", "", "");
}

/* Warnings, and what sparse is told: it says nothing about the source. */
static void test_sparse(void **state)
{
	(void)state;
	check("-D__linux__ -Dlinux -Wbitwise -Wno-return-void --arch=x86 -mlittle-endian -m64 -m32 a.c",
	      "-D__linux__ -Dlinux", "", "a.c");
	check("--arch=powerpc -mbig-endian -m32 -DX -m64 -mlittle-endian a.c",
	      "-DX", "-m64 -mlittle-endian", "a.c");
	check("-Wall -Werror=implicit -pipe -g -gdwarf-4 a.c", "", "", "a.c");
}

static void test_split(void **state)
{
	struct strings words = { 0 };

	(void)state;
	assert_int_equal(flags_split(&words, "  a\\ b 'c d'e\n\"f\\\"g\"\t"),
			 0);
	assert_joined(&words, "a b c de f\"g");
	assert_int_equal(words.count, 3);
	strings_free(&words);
	assert_int_equal(flags_split(&words, "a 'b"), -1);
	strings_free(&words);
	assert_int_equal(flags_split(&words, "a \"b\\"), -1);
	strings_free(&words);
	assert_int_equal(flags_split(&words, ""), 0);
	assert_int_equal(words.count, 0);
	strings_free(&words);
}

static void test_target(void **state)
{
	(void)state;
	assert_string_equal(predef_target("#define __x86_64__ 1\n"
					  "#define __SIZEOF_POINTER__ 8\n"),
			    "x86_64-unknown-linux-gnu");
	assert_string_equal(predef_target("#define __s390x__ 1\n"),
			    "s390x-unknown-linux-gnu");
	/* alpha, parisc and their like: a target with the same words */
	assert_string_equal(
		predef_target("#define __SIZEOF_POINTER__ 8\n"
			      "#define __BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__\n"),
		"riscv64-unknown-linux-gnu");
	assert_string_equal(
		predef_target("#define __BYTE_ORDER__ __ORDER_BIG_ENDIAN__\n"
			      "#define __SIZEOF_POINTER__ 4\n"),
		"powerpc-unknown-linux-gnu");
	/* Only a whole name counts. */
	assert_string_equal(predef_target("#define __x86_64__x 1\n"),
			    "riscv32-unknown-linux-gnu");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_preprocessor),
		cmocka_unit_test(test_machine),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_sparse),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_target),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
