// SPDX-License-Identifier: GPL-2.0-only
/* Reading what print_json() wrote. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "findings/jsonvalue.h"
#include "findings/outcome-read.h"

/* A string member; NULL when it is null, absent or something else. */
static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* A number member that fits; 0 when it is absent or something else. */
static unsigned int number_of(const json_t *object, const char *key)
{
	json_int_t value = json_integer_value(json_object_get(object, key));

	return value < 0 || value > (json_int_t)~0u ? 0 : value;
}

static unsigned long count_of(const json_t *object, const char *key)
{
	json_int_t value = json_integer_value(json_object_get(object, key));

	return value < 0 ? 0 : value;
}

static bool add_chain(struct finding *new, const json_t *chain)
{
	const json_t *link;
	size_t i;

	json_array_foreach(chain, i, link) {
		const char *file = text_of(link, "file");
		const char *what = text_of(link, "what");

		if (!file || !what)
			return false;
		finding_chain(new, file, number_of(link, "line"), what);
	}
	return true;
}

static bool add_finding(struct outcome *o, const json_t *value)
{
	const char *id = text_of(value, "id"), *file = text_of(value, "file");
	const char *message = text_of(value, "message");
	struct finding *new;

	if (!id || !file || !message)
		return false;
	new = findings_add(&o->findings, id, file, number_of(value, "line"),
			   number_of(value, "column"),
			   text_of(value, "function"), message,
			   text_of(value, "advice"));
	finding_set(&new->diff, text_of(value, "diff"));
	finding_set(&new->arch, text_of(value, "arch"));
	finding_set(&new->config, text_of(value, "config"));
	finding_set(&new->suppressed, text_of(value, "suppressed"));
	return add_chain(new, json_object_get(value, "chain"));
}

static bool add_unseen(struct outcome *o, const json_t *value)
{
	const char *unit = text_of(value, "unit");

	if (!unit)
		return false;
	outcome_unseen(o, unit, text_of(value, "arch"),
		       text_of(value, "config"), text_of(value, "why"));
	return true;
}

static bool add_uncovered(struct outcome *o, const json_t *value)
{
	const json_t *lines = json_object_get(value, "lines"), *range;
	const char *file = text_of(value, "file");
	size_t i;

	if (!file || !json_is_array(lines))
		return false;
	json_array_foreach(lines, i, range) {
		json_int_t first = json_integer_value(json_array_get(range, 0));
		json_int_t last = json_integer_value(json_array_get(range, 1));

		if (first < 1 || last < first || last > (json_int_t)~0u)
			return false;
		outcome_uncovered(o, file, first, last);
	}
	return true;
}

static void take(char **member, const json_t *object, const char *key)
{
	if (!*member)
		finding_set(member, text_of(object, key));
}

static bool add_all(struct outcome *o, const json_t *all)
{
	const json_t *tool = json_object_get(all, "tool");
	const json_t *tree = json_object_get(all, "tree");
	const json_t *totals = json_object_get(all, "totals");
	const json_t *value;
	size_t i;

	if (!json_is_array(json_object_get(all, "findings")))
		return false;
	take(&o->tool, tool, "name");
	take(&o->tool_version, tool, "version");
	take(&o->tree_version, tree, "version");
	take(&o->tree_path, tree, "path");
	take(&o->tree_digest, tree, "digest");
	o->units += count_of(totals, "units");
	o->functions += count_of(totals, "functions");
	o->lines += count_of(totals, "lines");
	json_array_foreach(json_object_get(all, "findings"), i, value)
		if (!add_finding(o, value))
			return false;
	json_array_foreach(json_object_get(all, "not_analysed"), i, value)
		if (!add_unseen(o, value))
			return false;
	json_array_foreach(json_object_get(all, "uncovered"), i, value)
		if (!add_uncovered(o, value))
			return false;
	return true;
}

int outcome_parse(struct outcome *o, const char *text, size_t len,
		  const char *name)
{
	json_error_t error;
	json_t *all = json_loadb(text, len, 0, &error);
	bool good;

	if (!all) {
		fprintf(stderr, "%s:%d: not JSON: %s\n", name, error.line,
			error.text);
		return -1;
	}
	good = add_all(o, all);
	json_decref(all);
	if (good)
		return 0;
	fprintf(stderr, "%s: not a list of findings: name a check-input.json or check-tree.json\n",
		name);
	return -1;
}

int outcome_read(struct outcome *o, const char *path)
{
	struct buf text = { 0 };
	int err = buf_read_pipe(&text, path, SIZE_MAX);

	if (err)
		fprintf(stderr, "%s: %s: name a readable list of findings\n",
			path, strerror(-err));
	else
		err = outcome_parse(o, text.data, text.len, path);
	buf_free(&text);
	return err ? -1 : 0;
}
