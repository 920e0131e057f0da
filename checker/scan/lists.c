// SPDX-License-Identifier: GPL-2.0-only
/* The lists of words that are sites, and of what page-table code is. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "glob.h"
#include "scan/lists.h"

static const char *const class_names[CLASS_COUNT] = {
	[CLASS_API] = "api",
	[CLASS_MEMBERS] = "members",
	[CLASS_PAGE_ALLOCATOR] = "page-allocator",
	[CLASS_PAGE_MEMBERS] = "page-members",
	[CLASS_PTDESC_API] = "ptdesc-api",
};

static const char *file_of(enum word_class class)
{
	return class == CLASS_API ? "page-api" : class_names[class];
}

const char *class_name(enum word_class class)
{
	return class_names[class];
}

int class_find(const char *name, size_t len)
{
	for (int i = 0; i < CLASS_COUNT; i++)
		if (strlen(class_names[i]) == len &&
		    !strncmp(class_names[i], name, len))
			return i;
	return -1;
}

static int read_words(struct wordset *ws, const char *folder, const char *name,
		      uint32_t mask)
{
	char *path;
	int err;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return -1;
	err = wordset_read(ws, path, mask);
	free(path);
	return err;
}

static int add_path(struct lists *l, const char *glob)
{
	char **bigger = reallocarray(l->paths, l->path_count + 1,
				     sizeof(*bigger));

	if (!bigger)
		return -1;
	l->paths = bigger;
	l->paths[l->path_count] = strdup(glob);
	if (!l->paths[l->path_count])
		return -1;
	l->path_count++;
	return 0;
}

static int read_globs(struct lists *l, FILE *f)
{
	char *line = NULL;
	size_t size = 0;
	int err = 0;

	while (!err && getline(&line, &size, f) >= 0) {
		char *glob = line_trim(line);

		if (*glob)
			err = add_path(l, glob);
	}
	free(line);
	return err || ferror(f) ? -1 : 0;
}

static int read_paths(struct lists *l, const char *folder)
{
	char *path;
	FILE *f;
	int err = -1;

	if (asprintf(&path, "%s/table-paths", folder) < 0)
		return -1;
	f = fopen(path, "re");
	if (f)
		err = read_globs(l, f);
	if (err)
		fprintf(stderr, "%s: cannot be read: %s\n", path,
			strerror(errno));
	if (f)
		fclose(f);
	free(path);
	return err;
}

int lists_read(struct lists *l, const char *folder, uint32_t classes)
{
	*l = (struct lists){
		.words = wordset_new(),
		.context = wordset_new(),
		.parts = wordset_new(),
		.page_parts = wordset_new(),
	};
	if (!l->words || !l->context || !l->parts || !l->page_parts)
		goto fail;
	for (int i = 0; i < CLASS_COUNT; i++)
		if (classes & CLASS_BIT(i) &&
		    read_words(l->words, folder, file_of(i), CLASS_BIT(i)))
			goto fail;
	if (read_words(l->context, folder, "table-context", 1) ||
	    read_words(l->parts, folder, "table-parts", 1) ||
	    read_words(l->page_parts, folder, "page-parts", 1) ||
	    read_paths(l, folder) ||
	    wordset_build(l->context) || wordset_build(l->parts) ||
	    wordset_build(l->page_parts))
		goto fail;
	return 0;
fail:
	lists_free(l);
	return -1;
}

int lists_has_path(const struct lists *l, const char *path)
{
	int taken = 0;

	for (size_t i = 0; i < l->path_count; i++) {
		const char *glob = l->paths[i];
		int excludes = *glob == '!';

		if (glob_match(glob + excludes, path))
			taken = !excludes;
	}
	return taken;
}

static int has_part(const struct wordset *parts, const char *word, size_t len)
{
	size_t start = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && word[i] != '_')
			continue;
		if (wordset_lookup(parts, word + start, i - start))
			return 1;
		start = i + 1;
	}
	return 0;
}

int lists_is_table_word(const struct lists *l, const char *word, size_t len)
{
	return wordset_lookup(l->context, word, len) ||
	       has_part(l->parts, word, len);
}

int lists_is_page_word(const struct lists *l, const char *word, size_t len)
{
	return wordset_lookup(l->page_parts, word, len) ||
	       has_part(l->page_parts, word, len);
}

void lists_free(struct lists *l)
{
	wordset_free(l->words);
	wordset_free(l->context);
	wordset_free(l->parts);
	wordset_free(l->page_parts);
	for (size_t i = 0; i < l->path_count; i++)
		free(l->paths[i]);
	free(l->paths);
	*l = (struct lists){ 0 };
}
