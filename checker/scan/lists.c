// SPDX-License-Identifier: GPL-2.0-only
/* The lists of words that are sites, and of what page-table code is. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "glob.h"
#include "listfile.h"
#include "scan/lists.h"

static const char *const class_names[CLASS_COUNT] = {
	[CLASS_API] = "api",
	[CLASS_MEMBERS] = "members",
	[CLASS_PAGE_ALLOCATOR] = "page-allocator",
	[CLASS_PAGE_MEMBERS] = "page-members",
	[CLASS_PTDESC_API] = "ptdesc-api",
};

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

/* Reading a list: of which words it is, and what for. */
struct taking {
	struct lists *l;
	struct wordset *words;
	uint32_t classes;		/* those that are wanted */
	uint32_t class;			/* of each name of the list */
};

static int enter(struct wordset *words, const struct list_line *line,
		 uint32_t mask)
{
	if (!mask || !wordset_add(words, line->name, mask))
		return 0;
	return list_wrong(line, "not a word of three or more letters, digits and underscores: \"%s\"",
			  line->name);
}

static int take_site(void *context, const struct list_line *line)
{
	const struct taking *t = context;
	uint32_t mask = t->class;
	int class;

	if (line->site) {
		class = class_find(line->site, strlen(line->site));
		if (class < 0)
			return list_wrong(line, "site=%s: there is no such class",
					  line->site);
		mask |= CLASS_BIT(class);
	}
	if (line->unit)
		mask |= WORD_CANDIDATE;
	return enter(t->words, line, mask & t->classes);
}

static int take_word(void *context, const struct list_line *line)
{
	const struct taking *t = context;

	return enter(t->words, line, 1);
}

static int take_path(void *context, const struct list_line *line)
{
	struct lists *l = ((struct taking *)context)->l;

	l->paths = xrealloc(l->paths, (l->path_count + 1) * sizeof(*l->paths));
	l->paths[l->path_count++] = xstrdup(line->name);
	return 0;
}

/* Lists of words that are no names with a meaning of their own. */
static int read_contexts(struct lists *l, const char *folder)
{
	struct taking t = { .l = l, .words = l->context };

	if (listfile_read(folder, "table-context", take_word, &t))
		return -1;
	t.words = l->parts;
	if (listfile_read(folder, "table-parts", take_word, &t))
		return -1;
	t.words = l->member_macros;
	if (listfile_read(folder, "takes-member", take_word, &t))
		return -1;
	t.words = l->page_parts;
	if (listfile_read(folder, "page-parts", take_word, &t))
		return -1;
	return listfile_read(folder, "table-paths", take_path, &t);
}

/* All names of some lists are of a class; of others those that say so. */
static uint32_t class_of(const char *list)
{
	return !strcmp(list, "page-api") ? CLASS_BIT(CLASS_API) :
	       !strcmp(list, "ptdesc-api") ? CLASS_BIT(CLASS_PTDESC_API) : 0;
}

static int read_sites(struct lists *l, const char *folder, uint32_t classes)
{
	for (size_t i = 0; i < listfile_count(); i++) {
		struct taking t = {
			.words = l->words, .classes = classes,
			.class = class_of(listfile_name(i)),
		};

		if (listfile_read(folder, listfile_name(i), take_site, &t))
			return -1;
	}
	return 0;
}

int lists_read(struct lists *l, const char *folder, uint32_t classes)
{
	*l = (struct lists){
		.words = wordset_new(),
		.context = wordset_new(),
		.parts = wordset_new(),
		.page_parts = wordset_new(),
		.member_macros = wordset_new(),
	};
	if (l->words && l->context && l->parts && l->page_parts &&
	    l->member_macros &&
	    !read_sites(l, folder, classes) && !read_contexts(l, folder) &&
	    !wordset_build(l->context) && !wordset_build(l->parts) &&
	    !wordset_build(l->page_parts) && !wordset_build(l->member_macros))
		return 0;
	lists_free(l);
	return -1;
}

static int print_name(void *context, const struct list_line *line)
{
	uint32_t class = class_of(line->list);
	const char *name = line->site;

	for (int i = 0; class && i < CLASS_COUNT; i++)
		if (class & CLASS_BIT(i))
			name = class_names[i];
	fprintf(context, "%s %s %s\n", line->list, line->name,
		name ? name : "-");
	return 0;
}

int lists_print(const char *folder, FILE *out)
{
	for (size_t i = 0; i < listfile_count(); i++)
		if (listfile_read(folder, listfile_name(i), print_name, out))
			return -1;
	return 0;
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
	wordset_free(l->member_macros);
	for (size_t i = 0; i < l->path_count; i++)
		free(l->paths[i]);
	free(l->paths);
	*l = (struct lists){ 0 };
}
