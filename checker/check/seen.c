// SPDX-License-Identifier: GPL-2.0-only
/* Which files, lines and macros units were made from. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "seen.h"

static str_t enter(CXString string)
{
	str_t entered = str_of(clang_getCString(string));

	clang_disposeString(string);
	return entered;
}

/*
 * A range goes from the # of the directive that starts it to the directive
 * that ends it; neither is skipped.
 */
static void add_skipped(struct seen *s, CXSourceRange range)
{
	unsigned int first, last;
	CXFile file;

	clang_getSpellingLocation(clang_getRangeStart(range), &file, &first,
				  NULL, NULL);
	clang_getSpellingLocation(clang_getRangeEnd(range), NULL, &last, NULL,
				  NULL);
	if (!file || last < first + 2)
		return;
	s->skipped = xgrow(s->skipped, s->count, &s->capacity,
			   sizeof(*s->skipped));
	s->skipped[s->count++] = (struct seen_lines){
		.file = enter(clang_getFileName(file)),
		.first = first + 1,
		.last = last - 1,
	};
}

/* A file that a failed unit read counts as one that was skipped whole. */
static void add_whole(struct seen *s, str_t file)
{
	s->skipped = xgrow(s->skipped, s->count, &s->capacity,
			   sizeof(*s->skipped));
	s->skipped[s->count++] = (struct seen_lines){
		.file = file,
		.first = 1,
		.last = ~0u - 1,
	};
}

struct visit {
	struct seen *seen;
	int failed;
};

static void add_file(CXFile file, CXSourceLocation *stack, unsigned int depth,
		     CXClientData data)
{
	struct visit *v = data;
	struct seen *s = v->seen;
	str_t name = enter(clang_getFileName(file));

	(void)stack;
	(void)depth;
	s->files = xgrow(s->files, s->file_count, &s->file_capacity,
			 sizeof(*s->files));
	s->files[s->file_count++] = name;
	if (v->failed)
		add_whole(s, name);
}

static enum CXChildVisitResult add_macro(CXCursor cursor, CXCursor parent,
					 CXClientData data)
{
	struct seen *s = data;

	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_MacroExpansion)
		return CXChildVisit_Continue;
	s->macros = xgrow(s->macros, s->macro_count, &s->macro_capacity,
			  sizeof(*s->macros));
	s->macros[s->macro_count++] = enter(clang_getCursorSpelling(cursor));
	return CXChildVisit_Continue;
}

void seen_add(struct seen *s, CXTranslationUnit tu, int failed)
{
	struct visit v = { s, failed };
	CXSourceRangeList *list;

	clang_getInclusions(tu, add_file, &v);
	if (failed)
		return;
	list = clang_getAllSkippedRanges(tu);
	for (unsigned int i = 0; list && i < list->count; i++)
		add_skipped(s, list->ranges[i]);
	clang_disposeSourceRangeList(list);
	clang_visitChildren(clang_getTranslationUnitCursor(tu), add_macro, s);
}

static void *append(void *list, size_t *count, size_t *capacity, size_t size,
		    const void *more, size_t more_count)
{
	if (!more_count)
		return list;
	*capacity = *count + more_count;
	list = xrealloc(list, *capacity * size);
	memcpy((char *)list + *count * size, more, more_count * size);
	*count += more_count;
	return list;
}

void seen_join(struct seen *s, const struct seen *other)
{
	s->skipped = append(s->skipped, &s->count, &s->capacity,
			    sizeof(*s->skipped), other->skipped,
			    other->count);
	s->files = append(s->files, &s->file_count, &s->file_capacity,
			  sizeof(*s->files), other->files,
			  other->file_count);
	s->macros = append(s->macros, &s->macro_count, &s->macro_capacity,
			   sizeof(*s->macros), other->macros,
			   other->macro_count);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(str_get(*(const str_t *)a), str_get(*(const str_t *)b));
}

static int compare_skipped(const void *left, const void *right)
{
	const struct seen_lines *a = left, *b = right;
	int order = strcmp(str_get(a->file), str_get(b->file));

	if (order)
		return order;
	return a->first < b->first ? -1 : a->first > b->first;
}

struct edge {
	unsigned int line;
	int change;
};

static int compare_edges(const void *left, const void *right)
{
	const struct edge *a = left, *b = right;

	return a->line < b->line ? -1 : a->line > b->line;
}

/*
 * The lines that all @times inclusions skipped: ranges of one inclusion do not
 * overlap, so a line is in as many as there are inclusions that skipped it.
 */
static void print_skipped(FILE *out, const struct seen_lines *list,
			  size_t count, size_t times)
{
	struct edge *edges;
	unsigned int first = 0;
	size_t depth = 0;

	if (count < times)
		return;
	edges = xrealloc(NULL, 2 * count * sizeof(*edges));
	for (size_t i = 0; i < count; i++) {
		edges[2 * i] = (struct edge){ list[i].first, 1 };
		edges[2 * i + 1] = (struct edge){ list[i].last + 1, -1 };
	}
	qsort(edges, 2 * count, sizeof(*edges), compare_edges);
	for (size_t i = 0; i < 2 * count; i++) {
		depth += edges[i].change;
		if (i + 1 < 2 * count && edges[i + 1].line == edges[i].line)
			continue;
		if (depth >= times && !first)
			first = edges[i].line;
		if (depth < times && first) {
			fprintf(out, "\t%u-%u", first, edges[i].line - 1);
			first = 0;
		}
	}
	free(edges);
}

static void print_files(const struct seen *s, FILE *out)
{
	size_t at = 0, times;

	for (size_t i = 0; i < s->file_count; i += times) {
		str_t file = s->files[i];
		size_t start;

		for (times = 1; i + times < s->file_count &&
		     s->files[i + times] == file; times++)
			;
		while (at < s->count &&
		       compare_names(&s->skipped[at].file, &file) < 0)
			at++;
		start = at;
		while (at < s->count && s->skipped[at].file == file)
			at++;
		fputs(str_get(file), out);
		print_skipped(out, s->skipped + start, at - start, times);
		putc('\n', out);
	}
}

static void print_macros(const struct seen *s, FILE *out)
{
	putc('\t', out);
	for (size_t i = 0; i < s->macro_count; i++)
		if (!i || s->macros[i] != s->macros[i - 1])
			fprintf(out, "%s%s", i ? "\t" : "",
				str_get(s->macros[i]));
	putc('\n', out);
}

int seen_write(struct seen *s, const char *path)
{
	FILE *out = fopen(path, "w");
	int err = 0;

	if (!out)
		return -errno;
	if (s->count)
		qsort(s->skipped, s->count, sizeof(*s->skipped),
		      compare_skipped);
	if (s->file_count)
		qsort(s->files, s->file_count, sizeof(*s->files),
		      compare_names);
	if (s->macro_count)
		qsort(s->macros, s->macro_count, sizeof(*s->macros),
		      compare_names);
	print_files(s, out);
	print_macros(s, out);
	if (ferror(out))
		err = -EIO;
	if (fclose(out) && !err)
		err = -errno;
	return err;
}

void seen_free(struct seen *s)
{
	free(s->skipped);
	free(s->files);
	free(s->macros);
	*s = (struct seen){ 0 };
}
