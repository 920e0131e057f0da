// SPDX-License-Identifier: GPL-2.0-only
/* Parsing a unit as its own compiler would see it. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "unit.h"

/* A file that is only in memory. */
#define PREDEFINED "/ptdesc-check/predefined.h"

/*
 * Errors that say nothing about the C around them, by how their messages start
 * and end. The checks do not follow assembly, so an operand of it may be lost.
 */
static const struct {
	const char *start;
	const char *end;
} tolerated[] = {
	/* registers of the machine that is parsed as another */
	{ "unknown register name '", "' in asm" },
	{ "register '", "' unsuitable for global register variables on this target" },
	/* gcc's letters for operands; clang has others, or fewer */
	{ "invalid input constraint '", "' in asm" },
	{ "invalid output constraint '", "' in asm" },
	{ "invalid input size for constraint '", "'" },
	{ "invalid output size for constraint '", "'" },
	/* a number handed on through an inline function, which gcc enters */
	{ "argument to '__builtin_", "' must be a constant integer" },
	/* sizes and offsets: those of another machine, or of gcc */
	{ "static assertion failed", "" },
};

/*
 * Keywords of gcc that clang has as macros, which -undef takes away: where a
 * variable lives says nothing about page tables.
 */
static const char *const keywords[] = {
	"-D__seg_gs=", "-D__seg_fs=", "-D__flash=", "-D__memx=",
};

static void clang_arguments(struct strings *args, const struct predef *p,
			    const struct unit_flags *flags)
{
	strings_add(args, "-target");
	strings_add(args, p->target);
	strings_add(args, "-undef");
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		strings_add(args, keywords[i]);
	for (size_t i = 0; i < flags->clang.count; i++)
		strings_add(args, flags->clang.list[i]);
	if (strstr(p->macros.data, "#define __CHAR_UNSIGNED__ "))
		strings_add(args, "-funsigned-char");
	strings_add(args, "-w");
	strings_add(args, "-ferror-limit=0");
	strings_add(args, "-Wno-everything");
}

/* The predefined macros come before all that the command line includes. */
static void predefined_first(struct strings *args)
{
	struct strings all = { 0 };

	strings_add(&all, "-include");
	strings_add(&all, PREDEFINED);
	for (size_t i = 0; i < args->count; i++)
		strings_add(&all, args->list[i]);
	strings_free(args);
	*args = all;
}

static int parse(struct unit *u, const struct predef *p, struct strings *args,
		 bool record)
{
	struct CXUnsavedFile memory = {
		.Filename = PREDEFINED,
		.Contents = p->macros.data,
		.Length = p->macros.len,
	};

	u->index = clang_createIndex(0, 0);
	return clang_parseTranslationUnit2(
		u->index, u->source, (const char *const *)args->list,
		args->count, &memory, 1,
		CXTranslationUnit_KeepGoing |
		CXTranslationUnit_IgnoreNonErrorsFromIncludedFiles |
		(record ? CXTranslationUnit_DetailedPreprocessingRecord : 0),
		&u->tu);
}

/* clang's parser calls itself for each bracket, until its stack is full. */
#define DEEPEST_NESTING 10000

/* Why a source is not for clang, or NULL. */
static const char *unfit(const char *source)
{
	struct buf text = { 0 };
	size_t depth = 0, deepest = 0;
	int err = buf_read(&text, source);

	if (err)
		return buf_error(err);
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] && strchr("([{", text.data[i]))
			depth++;
		else if (depth && text.data[i] && strchr(")]}", text.data[i]))
			depth--;
		deepest = depth > deepest ? depth : deepest;
	}
	buf_free(&text);
	return deepest > DEEPEST_NESTING ?
	       "its brackets are nested too deeply" : NULL;
}

char *unit_parse(struct unit *u, const char *source,
		 const struct unit_flags *flags, const struct predef *p,
		 bool record)
{
	struct strings args = { 0 };
	const char *not_fit = unfit(source);
	char *why;
	int err;

	*u = (struct unit){ .source = source };
	if (not_fit)
		return xstrdup(not_fit);
	clang_arguments(&args, p, flags);
	predefined_first(&args);
	err = parse(u, p, &args, record);
	strings_free(&args);
	if (!err)
		return NULL;
	why = xasprintf(err == CXError_Crashed ? "libclang crashed on it"
			: "libclang cannot parse it (error %d)", err);
	unit_free(u);
	return why;
}

static int is_tolerated(const char *message)
{
	size_t len = strlen(message);

	for (size_t i = 0; i < sizeof(tolerated) / sizeof(*tolerated); i++) {
		size_t head = strlen(tolerated[i].start);
		size_t tail = strlen(tolerated[i].end);

		if (len >= head + tail &&
		    !strncmp(message, tolerated[i].start, head) &&
		    !strcmp(message + len - tail, tolerated[i].end))
			return 1;
	}
	return 0;
}

/*
 * Who keeps going calls a missing file an error like others. One that kbuild
 * generates has nothing but numbers: where they are used, that is an error.
 */
static int is_missing_file(const char *message)
{
	return strstr(message, "' file not found") &&
	       strncmp(message, "'generated/", strlen("'generated/"));
}

static int see_one(CXDiagnostic d,
		   int (*see)(void *context, const struct unit_error *e),
		   void *context)
{
	enum CXDiagnosticSeverity severity = clang_getDiagnosticSeverity(d);
	CXString message, all;
	struct unit_error e;
	int stop = 0;

	if (severity < CXDiagnostic_Error)
		return 0;
	message = clang_getDiagnosticSpelling(d);
	if (!is_tolerated(clang_getCString(message))) {
		all = clang_formatDiagnostic(d,
					     CXDiagnostic_DisplaySourceLocation);
		e.text = xstrdup(clang_getCString(all));
		e.fatal = severity == CXDiagnostic_Fatal ||
			  is_missing_file(clang_getCString(message));
		clang_getFileLocation(clang_getDiagnosticLocation(d), &e.file,
				      NULL, NULL, &e.offset);
		stop = see(context, &e);
		free(e.text);
		clang_disposeString(all);
	}
	clang_disposeString(message);
	return stop;
}

int unit_errors(const struct unit *u,
		int (*see)(void *context, const struct unit_error *e),
		void *context)
{
	unsigned int count = clang_getNumDiagnostics(u->tu);
	int stop = 0;

	for (unsigned int i = 0; i < count && !stop; i++) {
		CXDiagnostic d = clang_getDiagnostic(u->tu, i);

		stop = see_one(d, see, context);
		clang_disposeDiagnostic(d);
	}
	return stop;
}

void unit_free(struct unit *u)
{
	if (u->tu)
		clang_disposeTranslationUnit(u->tu);
	if (u->index)
		clang_disposeIndex(u->index);
	u->tu = NULL;
	u->index = NULL;
}
