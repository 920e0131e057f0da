// SPDX-License-Identifier: GPL-2.0-only
/*
 * ptdesc-constants: what a unit hands to the assembler as numbers.
 *
 * kbuild learns sizes and offsets (bounds.h, asm-offsets.h) from the assembly
 * that the compiler makes of a unit. Where the architecture's compiler is
 * missing, clang makes none of such a unit: it does not know the registers.
 * The numbers are in the syntax tree all the same.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <clang-c/Index.h>

#include "buf.h"
#include "check/constant.h"
#include "start.h"

#define MARK "\\\"->"		/* as it stands in the source */

struct state {
	CXTranslationUnit tu;
	size_t known;
};

static const char usage[] =
	"usage: ptdesc-constants [FLAG-OF-CLANG...] FILE.i\n"
	"Prints what FILE.i, which has been preprocessed, hands to the assembler behind \"->\".\n"
	"Exit: 0, 2 wrong use, 3 some are not known.\n";

static void add_literal(struct buf *text, const char *literal)
{
	const char *first = strchr(literal, '"'), *last = strrchr(literal, '"');

	if (first && last > first)
		buf_add(text, first + 1, last - first - 1);
}

/* The text of an asm statement, as it stands there between its quotes. */
static void add_template(struct buf *text, CXTranslationUnit tu,
			 CXCursor statement)
{
	CXToken *tokens = NULL;
	unsigned int count = 0;
	bool done = false;

	clang_tokenize(tu, clang_getCursorExtent(statement), &tokens, &count);
	for (unsigned int i = 0; i < count && !done; i++) {
		CXString spelling = clang_getTokenSpelling(tu, tokens[i]);
		const char *token = clang_getCString(spelling);

		if (clang_getTokenKind(tokens[i]) == CXToken_Literal)
			add_literal(text, token);
		else
			done = !strcmp(token, ":");
		clang_disposeString(spelling);
	}
	clang_disposeTokens(tu, tokens, count);
}

struct operands {
	long long first;
	unsigned int count;
	bool known;
};

static enum CXChildVisitResult take_operand(CXCursor cursor, CXCursor parent,
					    CXClientData data)
{
	struct operands *o = data;

	(void)parent;
	if (!o->count++)
		o->known = constant_value(cursor, &o->first);
	return CXChildVisit_Continue;
}

/* The %0 of a text, with a modifier or none, and what is behind it. */
static const char *find_operand(const char *text, const char **after)
{
	for (; *text && strncmp(text, "\\\"", 2); text++) {
		*after = text + 1;
		while (*text == '%' && isalpha((unsigned char)**after))
			++*after;
		if (*text == '%' && *(*after)++ == '0')
			return text;
	}
	*after = text;
	return NULL;
}

/* Prints a line, with the number where %0 is; false if it is not known. */
static bool print_line(const char *text, const struct operands *o)
{
	const char *after, *at = find_operand(text, &after);

	if (at && !o->known)
		return false;
	fputs("\t.ascii \"", stdout);
	if (at)
		printf("%.*s%lld", (int)(at - text), text, o->first);
	else
		after = text;
	while (*after && strncmp(after, "\\\"", 2))
		putchar(*after++);
	puts("\"");
	return true;
}

static enum CXChildVisitResult see(CXCursor cursor, CXCursor parent,
				   CXClientData data)
{
	struct state *s = data;
	struct operands o = { 0 };
	struct buf text = { 0 };
	const char *mark;

	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_GCCAsmStmt)
		return CXChildVisit_Recurse;
	add_template(&text, s->tu, cursor);
	mark = text.data ? strstr(text.data, MARK) : NULL;
	if (mark) {
		clang_visitChildren(cursor, take_operand, &o);
		mark += strlen(MARK) - strlen("->");
		s->known += print_line(mark, &o);
	}
	buf_free(&text);
	return CXChildVisit_Continue;
}

/* How many statements there are; clang has none of those with an error. */
static size_t count_marks(const char *file)
{
	struct buf text = { 0 };
	size_t count = 0;

	if (!buf_read(&text, file))
		for (const char *at = text.data; at && (at = strstr(at, MARK));
		     at++)
			count++;
	buf_free(&text);
	return count;
}

static int look(CXIndex index, const char *file, int argc, char **argv)
{
	struct state s = { 0 };
	size_t marks;
	enum CXErrorCode err = clang_parseTranslationUnit2(
		index, file, (const char *const *)argv, argc, NULL, 0,
		CXTranslationUnit_KeepGoing, &s.tu);

	if (err) {
		fprintf(stderr, "%s: libclang cannot parse it (error %d)\n",
			file, err);
		return EXIT_USAGE;
	}
	clang_visitChildren(clang_getTranslationUnitCursor(s.tu), see, &s);
	clang_disposeTranslationUnit(s.tu);
	marks = count_marks(file);
	if (s.known >= marks)
		return 0;
	fprintf(stderr, "%s: %zu of %zu numbers are not known\n", file,
		marks - s.known, marks);
	return EXIT_INCOMPLETE;
}

int main(int argc, char **argv)
{
	CXIndex index;
	int status;

	if (start_version(argc, argv))
		return 0;
	if (argc < 2 || *argv[argc - 1] == '-') {
		fputs(usage, argc == 2 && !strcmp(argv[1], "--help") ? stdout
								   : stderr);
		return argc == 2 && !strcmp(argv[1], "--help") ? 0 : EXIT_USAGE;
	}
	index = clang_createIndex(0, 0);
	status = look(index, argv[argc - 1], argc - 2, argv + 1);
	clang_disposeIndex(index);
	if (fflush(stdout) || ferror(stdout)) {
		fputs("ptdesc-constants: the output could not be written\n",
		      stderr);
		return EXIT_USAGE;
	}
	return status;
}
