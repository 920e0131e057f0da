// SPDX-License-Identifier: GPL-2.0-only
/* What a run for one unit leaves for the run that joins them. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "buf.h"
#include "summary.h"
#include "tablewords.h"
#include "findings/jsonvalue.h"
#include "findings/outcome-read.h"
#include "findings/output.h"

#define SUFFIX ".summary"

static void add_arguments(json_t *list, const struct strings *s)
{
	for (size_t i = 0; i < s->count; i++)
		json_add(list, json_text(s->list[i]));
}

static bool has_tables(const char *source)
{
	struct buf text = { 0 };
	bool has = !buf_read(&text, source) &&
		   has_table_word(text.data, text.len);

	buf_free(&text);
	return has;
}

static json_t *unit_value(const char *source, const struct unit_flags *flags,
			  const char *gcc, const char *folder)
{
	json_t *unit = json_object(), *arguments = json_array();

	json_add(arguments, json_text(gcc));
	add_arguments(arguments, &flags->clang);
	add_arguments(arguments, &flags->probe);
	json_add(arguments, json_text(source));
	json_put(unit, "directory", json_text(folder));
	json_put(unit, "file", json_text(source));
	json_put(unit, "arguments", arguments);
	json_put(unit, "tables", json_boolean(has_tables(source)));
	return unit;
}

/* print_json()'s text, with a member more. */
static json_t *outcome_value(const struct outcome *o)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&text, &size);
	json_t *value;

	if (!memory)
		abort();
	print_json(o, memory);
	fclose(memory);
	value = json_loadb(text, size, 0, NULL);
	free(text);
	return value;
}

/* Another run may read meanwhile. */
static int write_value(const char *path, const json_t *value)
{
	struct buf text = { .data = json_dumps(value, JSON_COMPACT) };
	int err;

	if (!text.data)
		return -ENOMEM;
	text.len = strlen(text.data);
	err = buf_replace(&text, path);
	buf_free(&text);
	return err;
}

int summary_write(const char *folder, const char *source,
		  const struct unit_flags *flags, const char *gcc,
		  const struct outcome *o)
{
	char objects[PATH_MAX], real[PATH_MAX], *path;
	json_t *all;
	int err;

	if (!getcwd(objects, sizeof(objects)) || !realpath(source, real))
		return 0;		/* it was not analysed, and that is said */
	path = xasprintf("%s/%016llx" SUFFIX, folder,
			 (unsigned long long)XXH64(real, strlen(real),
				XXH64(objects, strlen(objects), 0)));
	all = outcome_value(o);
	json_put(all, "unit", unit_value(real, flags, gcc, objects));
	err = write_value(path, all);
	if (err)
		fprintf(stderr, "%s: the summary cannot be written: %s\n",
			path, strerror(-err));
	json_decref(all);
	free(path);
	return err ? -1 : 0;
}

/* Returns false after a sentence. */
static bool read_one(const char *path, json_t *units, struct outcome *known)
{
	struct buf file = { 0 };
	json_t *all = buf_read(&file, path) ? NULL :
		      json_loadb(file.data, file.len, 0, NULL);
	json_t *unit = json_object_get(all, "unit");
	char *text;
	bool good = false;

	buf_free(&file);

	if (!json_is_string(json_object_get(unit, "file"))) {
		fprintf(stderr, "%s: not a summary: remove it and check its unit again\n",
			path);
	} else {
		text = json_dumps(all, JSON_COMPACT);
		good = !outcome_parse(known, text, strlen(text), path);
		free(text);
	}
	if (good && json_is_true(json_object_get(unit, "tables")))
		json_array_append(units, unit);
	json_decref(all);
	return good;
}

static int is_summary(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name), tail = strlen(SUFFIX);

	return len > tail && !strcmp(entry->d_name + len - tail, SUFFIX);
}

int summary_read(const char *folder, json_t *units, struct outcome *known)
{
	struct dirent **names;
	int count = scandir(folder, &names, is_summary, alphasort);
	int read = 0;

	if (count <= 0) {
		fprintf(stderr, "%s: %s: name the folder that --summary named\n",
			folder, count ? strerror(errno) : "no summaries");
		return -1;
	}
	for (int i = 0; i < count; i++) {
		char *path = xasprintf("%s/%s", folder, names[i]->d_name);

		if (read >= 0)
			read = read_one(path, units, known) ? read + 1 : -1;
		free(path);
		free(names[i]);
	}
	free(names);
	return read;
}

static int compare(const void *left, const void *right)
{
	const struct finding *a = *(const struct finding *const *)left;
	const struct finding *b = *(const struct finding *const *)right;
	int order = strcmp(a->file, b->file);

	if (!order)
		order = (a->line > b->line) - (a->line < b->line);
	if (!order)
		order = (a->column > b->column) - (a->column < b->column);
	return order ? order : strcmp(a->id, b->id);
}

void summary_drop(struct findings *f, const struct findings *known)
{
	const struct finding **list;
	size_t kept = 0;

	list = xrealloc(NULL, (known->count + 1) * sizeof(*list));
	for (size_t i = 0; i < known->count; i++)
		list[i] = &known->list[i];
	qsort(list, known->count, sizeof(*list), compare);
	for (size_t i = 0; i < f->count; i++) {
		const struct finding *one = &f->list[i];

		if (bsearch(&one, list, known->count, sizeof(*list), compare))
			finding_free(&f->list[i]);
		else
			f->list[kept++] = f->list[i];
	}
	f->count = kept;
	free(list);
}
