// SPDX-License-Identifier: GPL-2.0-only
/* Several units in one graph. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "checks.h"
#include "lower.h"
#include "session.h"
#include "solve.h"
#include "unit.h"

/* The nearest folder above a file that a kernel tree looks like; "" if none. */
static char *find_tree(const char *source)
{
	char real[PATH_MAX], probe[PATH_MAX + 16], *slash;

	if (!realpath(source, real))
		return strdup("");
	while ((slash = strrchr(real, '/'))) {
		*slash = '\0';
		snprintf(probe, sizeof(probe), "%s/Kconfig", real);
		if (access(probe, F_OK))
			continue;
		snprintf(probe, sizeof(probe), "%s/MAINTAINERS", real);
		if (!access(probe, F_OK))
			return strdup(real);
	}
	return strdup("");
}

static const char *tree_of(struct session *s, const char *source)
{
	if (!s->found_tree)
		s->found_tree = s->tree ? realpath(s->tree, NULL)
					: find_tree(source);
	return s->found_tree ? s->found_tree : "";
}

static const char *compiler(const struct session *s, const char *gcc)
{
	if (s->gcc)
		return s->gcc;
	return gcc ? gcc : "gcc";
}

static const char *display_name(const char *tree, const char *source)
{
	size_t len = strlen(tree);

	if (len && !strncmp(source, tree, len) && source[len] == '/')
		return source + len + 1;
	return source;
}

void session_unit(struct session *s, const char *source,
		  const struct unit_flags *flags, const char *gcc)
{
	const char *tree = tree_of(s, source);
	struct lower_totals totals = { 0 };
	char real[PATH_MAX], *why;
	struct unit u;

	guard_enter(&s->guard, s->unit);
	if (guard_skips(&s->guard, s->unit++)) {
		why = strdup("the program crashes on it");
	} else if (!unit_parse(&u, source, flags, compiler(s, gcc), s->cache,
			s->seen, &why)) {
		why = lower_unit(&s->graph, &u, tree, &totals);
		if (s->seen)
			seen_add(s->seen, u.tu, !!why);
		unit_free(&u);
	} else if (!why) {
		s->no_compiler = true;
		why = strdup("its compiler's macros are not known");
	}
	if (!realpath(source, real))
		snprintf(real, sizeof(real), "%s", source);
	if (why)
		outcome_unseen(s->outcome, display_name(tree, real), s->arch,
			       s->config, why);
	else
		s->outcome->units++;
	if (totals.why && !why)
		outcome_unseen(s->outcome, str_get(totals.header), s->arch,
			       s->config, totals.why);
	s->outcome->functions += totals.functions;
	s->outcome->lines += totals.lines;
	guard_enter(&s->guard, -1);
	free(totals.why);
	free(why);
}

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
	json_error_t error;
	json_t *all = json_load_file(path, 0, &error);
	int err;

	if (!all) {
		fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
		return -1;
	}
	err = session_units(s, all, path, wanted);
	json_decref(all);
	return err;
}

void session_finish(struct session *s)
{
	struct findings *f = &s->outcome->findings;
	size_t before = f->count;
	struct solved solved;

	solve(&solved, &s->graph);
	if (solved.lost)
		outcome_unseen(s->outcome, "values of too many origins",
			       s->arch, s->config,
			       "what else can be in them is not followed");
	checks_run(&solved, f, s->disabled);
	for (size_t i = before; i < f->count; i++) {
		finding_set(&f->list[i].arch, s->arch);
		finding_set(&f->list[i].config, s->config);
	}
	solved_free(&solved);
	graph_free(&s->graph);
	free(s->found_tree);
	s->found_tree = NULL;
}
