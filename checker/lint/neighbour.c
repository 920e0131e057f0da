// SPDX-License-Identifier: GPL-2.0-only
/* Other halves of pairs, in files that a series does not touch. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "check/api.h"
#include "hunkapply.h"
#include "neighbour.h"

/* The list of files that has the halves of architectures without their own. */
static const char *generic_file(void)
{
	const struct api *file = NULL;

	while ((file = api_next(ROLE_ARCH_FILE, file)))
		if (file->generic)
			return str_get(file->generic);
	return "";
}

static bool is_half_word(const char *word, size_t len)
{
	str_t name = str_find(word, len);
	const struct api *a = name ? api_find(name) : NULL;

	return a && (a->role == ROLE_ALLOCATES || a->role == ROLE_FREES ||
		     a->role == ROLE_CONSTRUCTS || a->role == ROLE_DESTRUCTS ||
		     a->role == ROLE_REMOVES_TABLE ||
		     a->role == ROLE_REMOVES_PAGE);
}

static bool line_has_half(const char *text, const char *end)
{
	while (text < end && *text != '\n') {
		const char *word = text;

		while (text < end &&
		       (isalnum((unsigned char)*text) || *text == '_'))
			text++;
		if (text - word > 3 && is_half_word(word, text - word))
			return true;
		text += text == word;
	}
	return false;
}

/* Does the series add something that another function may be a half of? */
static bool adds_half(const struct shown *s)
{
	const char *end = s->text.data + s->text.len;

	for (size_t i = 0; i < s->count; i++)
		if (s->lines[i].added &&
		    line_has_half(s->text.data + s->lines[i].off, end))
			return true;
	return false;
}

/* An untouched file: it is there before and after. */
static const struct program_file *add(struct lint *l, const char *path)
{
	struct series_lines lines = { 0 };
	struct buf text = { 0 };

	if (!program_find(&l->after, path) &&
	    !source_read(l->source, path, NULL, &text)) {
		lines_split(&lines, text.data, text.len);
		program_add(&l->after, path, &lines, true)->untouched = true;
		program_add(&l->before, path, &lines, true)->untouched = true;
		lines_free(&lines);
	}
	buf_free(&text);
	return program_find(&l->after, path);
}

/* What pgtable_t and its kin are, an architecture says in some of its files. */
static void know_types(struct lint *l, const char *arch, size_t len)
{
	const struct api *file = NULL;

	while ((file = api_next(ROLE_ARCH_FILE, file))) {
		char *path = xasprintf("%.*s%s", (int)len, arch,
				       str_get(file->name));

		if (file->types && !program_find(&l->after, path) &&
		    add(l, path)) {
			program_find(&l->after, path)->known = true;
			program_find(&l->before, path)->known = true;
		}
		free(path);
	}
}

/* The name by which a header is included. */
static const char *included_as(const char *path)
{
	return strncmp(path, "include/", 8) ? path : path + 8;
}

static void look_into(struct lint *l, const char *path, const char *generic)
{
	const struct program_file *f = add(l, path);

	if (f && f->shown.text.len && generic &&
	    memmem(f->shown.text.data, f->shown.text.len, included_as(generic),
		   strlen(included_as(generic))))
		add(l, generic);
}

static void look_around(struct lint *l, const char *arch, size_t len)
{
	const struct api *file = NULL;

	while ((file = api_next(ROLE_ARCH_FILE, file))) {
		char *path = xasprintf("%.*s%s", (int)len, arch,
				       str_get(file->name));

		if (file->pairs)
			look_into(l, path, file->generic ?
					   str_get(file->generic) : NULL);
		free(path);
	}
}

void lint_neighbours(struct lint *l)
{
	size_t count = l->source ? l->after.count : 0;

	for (size_t i = 0; i < count; i++) {
		/* the list may move */
		const struct program_file *f = &l->after.files[i];
		const char *path = str_get(f->path);
		size_t len = arch_folder(path);

		if (!len)
			continue;
		if (adds_half(&f->shown))
			look_around(l, path, len);
		know_types(l, path, len);
	}
}

static bool has(const struct shown *s, const char *word)
{
	return s->text.len &&
	       has_word(s->text.data, s->text.len, word, strlen(word));
}

/* The file of an architecture that includes the generic one. */
static const struct program_file *own_file(const struct program *s, str_t arch)
{
	const struct program_file *f = NULL;
	const struct api *file = NULL;

	while (!f && (file = api_next(ROLE_ARCH_FILE, file))) {
		char *path = xasprintf("arch/%s/%s", str_get(arch),
				       str_get(file->name));

		f = file->generic ? program_find(s, path) : NULL;
		free(path);
	}
	return f;
}

/* Has the architecture a function of that name, or says it has? */
static bool is_replaced(const struct program *s, const struct half *h)
{
	char *macro = xasprintf("__HAVE_ARCH_%s", str_get(h->function));
	const struct program_file *f = own_file(s, h->arch);
	bool is;

	for (char *c = macro; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	is = f && (has(&f->shown, macro) ||
		   has(&f->shown, str_get(h->function)));
	for (size_t i = 0; !is && i < s->half_count; i++)
		is = s->halves[i].arch == h->arch &&
		     s->halves[i].function == h->function &&
		     arch_folder(str_get(s->halves[i].file));
	free(macro);
	return is;
}

/* A finding in generic code about what an architecture has its own of. */
static bool is_about_replaced(const struct program *s, const struct finding *f)
{
	struct half h = { .function = str_of(f->function) };

	for (size_t i = 0; i < f->chain_count; i++) {
		const char *path = f->chain[i].file;
		size_t len = arch_folder(path);

		h.arch = len ? str_enter(path + 5, len - 6) : 0;
		if (h.arch && is_replaced(s, &h))
			return true;
	}
	return false;
}

static void drop_replaced(struct program *s)
{
	const struct program_file *generic = program_find(s, generic_file());
	size_t kept = 0;

	for (size_t i = 0; i < s->found_count; i++) {
		struct program_finding *found = &s->found[i];

		if (generic && generic->untouched && found->f.function &&
		    !strcmp(found->f.file, generic_file()) &&
		    is_about_replaced(s, &found->f)) {
			finding_free(&found->f);
			free(found->key);
		} else {
			s->found[kept++] = *found;
		}
	}
	s->found_count = kept;
}

void lint_replaced(struct program *s)
{
	drop_replaced(s);
	for (size_t i = 0; i < s->half_count; i++) {
		struct half *h = &s->halves[i];

		const struct program_file *f = program_find(s, generic_file());

		if (!h->arch || h->generic || h->handed || !f ||
		    !f->untouched || h->file != f->path)
			continue;
		h->generic = true;
		h->handed = is_replaced(s, h);
	}
}
