// SPDX-License-Identifier: GPL-2.0-only
/* The arguments of a compiler: what libclang can take of them. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "flags.h"

void strings_add(struct strings *s, const char *string)
{
	size_t size = strlen(string) + 1;

	if (s->count + 1 >= s->capacity) {
		s->capacity = s->capacity ? 2 * s->capacity : 32;
		s->list = xrealloc(s->list, s->capacity * sizeof(*s->list));
	}
	s->list[s->count++] = memcpy(xrealloc(NULL, size), string, size);
	s->list[s->count] = NULL;
}

void strings_free(struct strings *s)
{
	for (size_t i = 0; i < s->count; i++)
		free(s->list[i]);
	free(s->list);
	*s = (struct strings){ 0 };
}

void flags_free(struct unit_flags *flags)
{
	strings_free(&flags->clang);
	strings_free(&flags->probe);
	strings_free(&flags->sources);
}

enum { TO_CLANG = 1, TO_PROBE = 2, VALUE = 4, EXACT = 8 };

/*
 * The first row that fits decides. A row is a prefix, or the whole argument
 * where it says EXACT; VALUE: without anything behind it, the next argument
 * belongs to it.
 */
static const struct row {
	const char *flag;
	int what;
} rows[] = {
	/* the preprocessor */
	{ "-I", TO_CLANG | VALUE },
	{ "-isystem", TO_CLANG | VALUE },
	{ "-iquote", TO_CLANG | VALUE },
	{ "-idirafter", TO_CLANG | VALUE },
	{ "-iprefix", TO_CLANG | VALUE },
	{ "-iwithprefix", TO_CLANG | VALUE },
	{ "-include", TO_CLANG | VALUE },
	{ "-imacros", TO_CLANG | VALUE },
	{ "-isysroot", TO_CLANG | VALUE },
	{ "-D", TO_CLANG | VALUE },
	{ "-U", TO_CLANG | VALUE },
	{ "-nostdinc", TO_CLANG | EXACT },
	{ "-Wp,-D", TO_CLANG },
	{ "-Wp,-U", TO_CLANG },
	/* output: with or without a value, nothing for us */
	{ "-o", VALUE },
	{ "-MF", VALUE },
	{ "-MT", VALUE },
	{ "-MQ", VALUE },
	{ "-MJ", VALUE },
	{ "-M", 0 },
	{ "-x", VALUE },
	{ "-arch", VALUE | EXACT },
	{ "-Xclang", VALUE | EXACT },
	{ "-Xassembler", VALUE | EXACT },
	{ "-Xpreprocessor", VALUE | EXACT },
	{ "-Xlinker", VALUE | EXACT },
	{ "--param", VALUE | EXACT },
	{ "-dumpbase", VALUE | EXACT },
	{ "-dumpdir", VALUE | EXACT },
	{ "-target", TO_PROBE | VALUE | EXACT },
	{ "--target", TO_PROBE },
	{ "--sysroot", TO_PROBE | VALUE },
	{ "--gcc-toolchain", TO_PROBE },
	{ "--arch=", 0 },	/* sparse's */
	{ "-wrapper", VALUE | EXACT },
	{ "-aux-info", VALUE | EXACT },
	{ "-specs", 0 },
	{ "-T", VALUE },
	{ "-u", VALUE | EXACT },
	{ "-L", VALUE },
	{ "-l", 0 },
	{ "-z", VALUE | EXACT },
	/* the language: clang has these, and they change types */
	{ "-std=", TO_CLANG | TO_PROBE },
	{ "-ansi", TO_CLANG | TO_PROBE | EXACT },
	{ "-fshort-wchar", TO_CLANG | TO_PROBE | EXACT },
	{ "-fno-short-wchar", TO_CLANG | TO_PROBE | EXACT },
	{ "-funsigned-char", TO_CLANG | TO_PROBE | EXACT },
	{ "-fsigned-char", TO_CLANG | TO_PROBE | EXACT },
	{ "-fshort-enums", TO_CLANG | TO_PROBE | EXACT },
	{ "-fno-short-enums", TO_CLANG | TO_PROBE | EXACT },
	{ "-fms-extensions", TO_CLANG | TO_PROBE | EXACT },
	{ "-fplan9-extensions", TO_PROBE | EXACT },
	{ "-fpack-struct", TO_CLANG | TO_PROBE },
	{ "-ffreestanding", TO_CLANG | TO_PROBE | EXACT },
	{ "-fgnu89-inline", TO_CLANG | TO_PROBE | EXACT },
	{ "-pthread", TO_PROBE | EXACT },
	/* only gcc's macros depend on these */
	{ "-fplugin", 0 },
	{ "-fdump", 0 },
	{ "-fdiagnostics", 0 },
	{ "-fmacro-prefix-map", 0 },
	{ "-fdebug-prefix-map", 0 },
	{ "-ffile-prefix-map", 0 },
	{ "-fprofile", 0 },
	{ "-fmax-errors", 0 },
	{ "-flto", 0 },
	{ "-fwhole-program", 0 },
	{ "-f", TO_PROBE },
	{ "-meabi", TO_PROBE | VALUE | EXACT },
	{ "-mllvm", VALUE | EXACT },
	{ "-m", TO_PROBE },
	{ "-G", TO_PROBE | VALUE },
	{ "-O", TO_PROBE },
	{ "-undef", TO_CLANG | EXACT },
};

static const struct row *find_row(const char *arg)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *flag = rows[i].flag;
		size_t len = strlen(flag);

		if (rows[i].what & EXACT ? !strcmp(arg, flag)
					 : !strncmp(arg, flag, len))
			return &rows[i];
	}
	return NULL;
}

bool flags_knows(const char *arg)
{
	return strncmp(arg, "--", 2) || !arg[2] || find_row(arg);
}

/* -Wp,-DX,-UY: what is behind -Wp, each for itself. */
static void add_wp(struct strings *to, const char *arg)
{
	struct buf one = { 0 };

	for (arg += strlen("-Wp,"); *arg; arg += *arg == ',') {
		size_t len = strcspn(arg, ",");

		one.len = 0;
		buf_add(&one, arg, len);
		strings_add(to, one.data);
		arg += len;
	}
	buf_free(&one);
}

static void add(struct unit_flags *flags, const struct row *row,
		const char *arg, const char *value)
{
	if (row->what & TO_CLANG && !strncmp(arg, "-Wp,", 4)) {
		add_wp(&flags->clang, arg);
		return;
	}
	if (row->what & TO_CLANG)
		strings_add(&flags->clang, arg);
	if (row->what & TO_CLANG && value)
		strings_add(&flags->clang, value);
	if (row->what & TO_PROBE)
		strings_add(&flags->probe, arg);
	if (row->what & TO_PROBE && value)
		strings_add(&flags->probe, value);
}

static void take_flag(struct unit_flags *flags, int argc, char *const *argv,
		      int *i)
{
	const char *arg = argv[*i], *value = NULL;
	const struct row *row;

	if (*arg != '-' || !arg[1]) {
		strings_add(&flags->sources, arg);
		return;
	}
	row = find_row(arg);
	if (!row)
		return;
	if (row->what & VALUE && !strcmp(arg, row->flag) && *i + 1 < argc)
		value = argv[++*i];
	add(flags, row, arg, value);
}

/* What kbuild says to sparse behind --arch=, and gcc may not know. */
static bool is_for_sparse(const char *arg)
{
	return !strcmp(arg, "-m64") || !strcmp(arg, "-m32") ||
	       !strcmp(arg, "-mbig-endian") || !strcmp(arg, "-mlittle-endian");
}

void flags_sort(struct unit_flags *flags, int argc, char *const *argv)
{
	bool sparse = false;

	for (int i = 0; i < argc; i++) {
		sparse = !strncmp(argv[i], "--arch=", 7) ||
			 (sparse && is_for_sparse(argv[i]));
		if (sparse)
			continue;
		take_flag(flags, argc, argv, &i);
	}
}

/* The quoted text at @p; returns what is behind the quote, NULL at the end. */
static const char *take_quoted(struct buf *word, const char *p)
{
	char quote = *p++;

	while (*p && *p != quote) {
		if (quote == '"' && *p == '\\' && strchr("\"\\$`\n", p[1]) &&
		    p[1])
			p++;
		buf_add(word, p++, 1);
	}
	return *p ? p + 1 : NULL;
}

static const char *take_word(struct buf *word, const char *p)
{
	while (p && *p && !strchr(" \t\r\n", *p)) {
		if (*p == '\'' || *p == '"') {
			p = take_quoted(word, p);
			continue;
		}
		if (*p == '\\' && p[1])
			p++;
		buf_add(word, p++, 1);
	}
	return p;
}

int flags_split(struct strings *words, const char *text)
{
	struct buf word = { 0 };

	for (;;) {
		text += strspn(text, " \t\r\n");
		if (!*text)
			break;
		word.len = 0;
		buf_add(&word, "", 0);
		text = take_word(&word, text);
		if (!text)
			break;
		strings_add(words, word.data);
	}
	buf_free(&word);
	return text ? 0 : -1;
}
