// SPDX-License-Identifier: GPL-2.0-only
/* The units of a compile_commands.json. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "session.h"

/* Sets @met of each wanted name that the file has. */
static bool is_wanted(const struct strings *wanted, const char *file,
		      bool *met)
{
	size_t len = strlen(file);
	bool is = !wanted->count;

	for (size_t i = 0; i < wanted->count; i++) {
		const char *one = wanted->list[i];
		size_t tail = strlen(one);

		if (tail <= len && !strcmp(file + len - tail, one) &&
		    (tail == len || file[len - tail - 1] == '/' ||
		     *one == '/')) {
			met[i] = true;
			is = true;
		}
	}
	return is;
}

static int entry_words(struct strings *words, const json_t *entry)
{
	const json_t *arguments = json_object_get(entry, "arguments");
	const char *command =
		json_string_value(json_object_get(entry, "command"));

	if (command)
		return flags_split(words, command);
	for (size_t i = 0; i < json_array_size(arguments); i++) {
		const char *one =
			json_string_value(json_array_get(arguments, i));

		if (!one)
			return -1;
		strings_add(words, one);
	}
	return words->count ? 0 : -1;
}

/* 0, or -1 for an entry that is none. */
static int compdb_entry(struct session *s, const json_t *entry,
			const struct strings *wanted, bool *met)
{
	const char *file = json_string_value(json_object_get(entry, "file"));
	const char *folder =
		json_string_value(json_object_get(entry, "directory"));
	struct strings words = { 0 };
	struct unit_flags flags = { 0 };
	int err = -1;

	if (!file || entry_words(&words, entry))
		goto out;
	err = 0;
	if (!is_wanted(wanted, file, met))
		goto out;
	if (folder && chdir(folder)) {
		outcome_unseen(s->outcome, file, s->arch, s->config,
			       "its folder is not there");
		goto out;
	}
	flags_sort(&flags, words.count - 1, words.list + 1);
	session_unit(s, file, &flags, words.list[0]);
out:
	flags_free(&flags);
	strings_free(&words);
	return err;
}

int session_units(struct session *s, const json_t *all, const char *name,
		  const struct strings *wanted)
{
	bool *met = xrealloc(NULL, wanted->count + 1);
	int err = json_is_array(all) ? 0 : -1;

	memset(met, 0, wanted->count + 1);
	for (size_t i = 0; i < json_array_size(all) && !err; i++)
		err = compdb_entry(s, json_array_get(all, i), wanted, met);
	if (err)
		fprintf(stderr, "%s: not a compile_commands.json\n", name);
	for (size_t i = 0; i < wanted->count && !err; i++)
		if (!met[i])
			outcome_unseen(s->outcome, wanted->list[i], s->arch,
				       s->config, "no command is for it");
	free(met);
	return err;
}

int session_compdb(struct session *s, const char *path,
		   const struct strings *wanted)
{
	struct buf text = { 0 };
	json_error_t error;
	json_t *all;
	int err;

	if (buf_need(&text, path))
		return -1;
	all = json_loadb(text.data, text.len, 0, &error);
	buf_free(&text);
	if (!all) {
		fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
		return -1;
	}
	err = session_units(s, all, path, wanted);
	if (!err && !json_array_size(all)) {
		fprintf(stderr, "%s: names no unit to look at\n", path);
		err = -1;
	}
	json_decref(all);
	return err;
}
