// SPDX-License-Identifier: GPL-2.0-only
/* From clang's locations to the places that a maintainer edits. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "lower-int.h"
#include "scan/wordset.h"

static size_t line_start(const struct source *s, size_t at)
{
	while (at && s->text[at - 1] != '\n')
		at--;
	return at;
}

/*
 * The macro with arguments in whose #define an offset is; its name, or 0. One
 * without is another name for something, and is of interest where it is used.
 */
static str_t defined_macro(const struct source *s, size_t offset)
{
	size_t start = line_start(s, offset);
	const char *p, *end = s->text + s->len;

	while (start > 1 && s->text[start - 2] == '\\')
		start = line_start(s, start - 1);
	p = s->text + start;
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	if (p >= end || *p++ != '#')
		return 0;
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	if (end - p < 7 || strncmp(p, "define", 6))
		return 0;
	for (p += 6; p < end && (*p == ' ' || *p == '\t'); p++)
		;
	for (start = 0; p + start < end && is_word_char(p[start]);)
		start++;
	if (p + start >= end || p[start] != '(')
		return 0;
	return str_enter(p, start);
}

str_t lower_body_of(struct lower *l, CXSourceLocation at)
{
	unsigned int offset;
	struct source *s;
	CXFile file;

	if (!lower_is_macro(at))
		return 0;
	clang_getSpellingLocation(at, &file, NULL, NULL, &offset);
	s = file ? lower_source(l, file) : NULL;
	return s && s->text && offset < s->len ? defined_macro(s, offset) : 0;
}

/*
 * The definition of a macro is where a word of it is edited, unless the macro
 * itself is of the API that the lists are about.
 */
static bool is_edited(str_t macro)
{
	const struct api *a = api_find(macro);

	if (a)
		return a->role == ROLE_GIVES_TABLE ||
		       a->role == ROLE_TAKES_TABLE;
	a = api_syntax(macro);
	return !a || !a->wraps;
}

static size_t word_length(const struct source *s, size_t at)
{
	size_t len = 0;

	while (at + len < s->len && is_word_char(s->text[at + len]))
		len++;
	return len;
}

/* Where a word stands in the text from @at to the end of the definition. */
static bool find_in_body(const struct source *s, size_t *at, const char *word)
{
	size_t len = strlen(word), i = *at;

	for (; i < s->len && (s->text[i] != '\n' || s->text[i - 1] == '\\');
	     i++) {
		size_t this = word_length(s, i);

		if (this == len && !memcmp(s->text + i, word, len)) {
			*at = i;
			return true;
		}
		i += this ? this - 1 : 0;
	}
	return false;
}

static struct place place_at(const struct source *s, size_t at)
{
	struct place place = { .file = s->path, .line = 1 };
	size_t start = line_start(s, at);

	for (size_t i = 0; i < start; i++)
		place.line += s->text[i] == '\n';
	place.column = at - start + 1;
	return place;
}

/* A word in the definition of a macro of a file, with arguments or ( ). */
static bool find_in_macro(const struct source *s, const char *macro,
			  size_t len, const char *word, struct place *place)
{
	const char *p = s->text, *end = s->text + s->len;

	while ((p = memmem(p, end - p, macro, len))) {
		size_t at = p - s->text;

		p += len;
		if (word_length(s, at) != len || p >= end || *p != '(' ||
		    (at && is_word_char(s->text[at - 1])) ||
		    !defined_macro(s, at) || !find_in_body(s, &at, word))
			continue;
		*place = place_at(s, at);
		place->function = str_enter(macro, len);
		return true;
	}
	return false;
}

/*
 * What a macro of the API expands to belongs where its name is written: in the
 * macro that stands in the text, if that has it.
 */
static bool place_in_macro(struct lower *l, CXSourceLocation at, str_t inner,
			   struct place *place)
{
	unsigned int offset;
	struct source *s;
	CXFile file;
	size_t len;

	clang_getFileLocation(at, &file, NULL, NULL, &offset);
	s = file ? lower_source(l, file) : NULL;
	if (!s || !s->text || offset >= s->len)
		return false;
	len = word_length(s, offset);
	if (!len || (len == strlen(str_get(inner)) &&
		     !memcmp(s->text + offset, str_get(inner), len)))
		return false;
	return find_in_macro(s, s->text + offset, len, str_get(inner), place);
}

struct place lower_user_place(struct lower *l, CXSourceLocation at)
{
	struct place place = { .function = l->name };
	unsigned int line, column;
	CXFile file;

	clang_getFileLocation(at, &file, &line, &column, NULL);
	place.file = file ? lower_source(l, file)->path : 0;
	place.line = line;
	place.column = column;
	return place;
}

struct place lower_place(struct lower *l, CXSourceLocation at)
{
	struct place place = { .function = l->name };
	unsigned int line, column, offset;
	struct source *s;
	CXFile file;
	str_t macro;

	if (lower_is_macro(at)) {
		clang_getSpellingLocation(at, &file, &line, &column, &offset);
		s = file ? lower_source(l, file) : NULL;
		macro = s && s->text && offset < s->len ?
			defined_macro(s, offset) : 0;
		if (macro && is_edited(macro)) {
			place.file = s->path;
			place.line = line;
			place.column = column;
			place.function = macro;
			return place;
		}
		if (macro && place_in_macro(l, at, macro, &place))
			return place;
	}
	return lower_user_place(l, at);
}

str_t lower_word(struct lower *l, CXSourceLocation at, struct source **source,
		 unsigned int *offset)
{
	struct source *s;
	size_t len = 0;
	CXFile file;

	clang_getFileLocation(at, &file, NULL, NULL, offset);
	s = *source = file ? lower_source(l, file) : NULL;
	if (!s || !s->text || *offset >= s->len)
		return 0;
	while (*offset + len < s->len && is_word_char(s->text[*offset + len]))
		len++;
	return str_find(s->text + *offset, len);
}
