// SPDX-License-Identifier: GPL-2.0-only
/* Findings as check-input.json and check-tree.json have them. */
#include <string.h>

#include "findings/ids.h"
#include "findings/jsonvalue.h"
#include "findings/output.h"

static json_t *chain_value(const struct finding *f)
{
	json_t *chain = json_array();

	for (size_t i = 0; i < f->chain_count; i++) {
		json_t *link = json_object();

		json_put(link, "file", json_text(f->chain[i].file));
		json_put(link, "line", json_integer(f->chain[i].line));
		json_put(link, "what", json_text(f->chain[i].what));
		json_add(chain, link);
	}
	return chain;
}

static json_t *finding_value(const struct finding *f)
{
	json_t *value = json_object();

	json_put(value, "id", json_text(f->id));
	json_put(value, "file", json_text(f->file));
	json_put(value, "line", json_integer(f->line));
	json_put(value, "column", json_integer(f->column));
	json_put(value, "function", json_text(f->function));
	json_put(value, "message", json_text(f->message));
	json_put(value, "advice", json_text(f->advice));
	json_put(value, "chain", chain_value(f));
	if (f->diff)
		json_put(value, "diff", json_text(f->diff));
	json_put(value, "arch", json_text(f->arch));
	json_put(value, "config", json_text(f->config));
	json_put(value, "suppressed", json_text(f->suppressed));
	return value;
}

static json_t *unseen_value(const struct outcome *o)
{
	json_t *list = json_array();

	for (size_t i = 0; i < o->unseen_count; i++) {
		json_t *one = json_object();

		json_put(one, "unit", json_text(o->unseen[i].unit));
		json_put(one, "arch", json_text(o->unseen[i].arch));
		json_put(one, "config", json_text(o->unseen[i].config));
		json_put(one, "why", json_text(o->unseen[i].why));
		json_add(list, one);
	}
	return list;
}

/* One entry a file, `lines` a list of [first, last]. */
static json_t *uncovered_value(const struct outcome *o)
{
	json_t *list = json_array(), *lines = NULL;

	for (size_t i = 0; i < o->uncovered_count; i++) {
		const struct uncovered *u = &o->uncovered[i];

		if (!i || strcmp(u->file, u[-1].file)) {
			json_t *one = json_object();

			lines = json_array();
			json_put(one, "file", json_text(u->file));
			json_put(one, "lines", lines);
			json_add(list, one);
		}
		json_add(lines, json_pack("[i,i]", u->first, u->last));
	}
	return list;
}

static json_t *totals_value(const struct outcome *o)
{
	json_t *totals = json_object(), *by_id = json_object();
	size_t open = outcome_open(o);

	json_put(totals, "findings", json_integer(open));
	json_put(totals, "suppressed",
		 json_integer(o->findings.count - open));
	json_put(totals, "units", json_integer(o->units));
	json_put(totals, "functions", json_integer(o->functions));
	json_put(totals, "lines", json_integer(o->lines));
	json_put(totals, "not_analysed", json_integer(o->unseen_count));
	for (size_t i = 0; i < check_id_count; i++) {
		size_t count = 0;

		for (size_t j = 0; j < o->findings.count; j++)
			count += !o->findings.list[j].suppressed &&
				 !strcmp(o->findings.list[j].id,
					 check_ids[i].id);
		if (count)
			json_put(by_id, check_ids[i].id, json_integer(count));
	}
	json_put(totals, "by_id", by_id);
	return totals;
}

void print_json(const struct outcome *o, FILE *out)
{
	json_t *all = json_object(), *list = json_array();
	json_t *tool = json_object(), *tree = json_object();

	json_put(tool, "name", json_text(o->tool));
	json_put(tool, "version", json_text(o->tool_version));
	json_put(tree, "version", json_text(o->tree_version));
	json_put(tree, "path", json_text(o->tree_path));
	json_put(tree, "digest", json_text(o->tree_digest));
	for (size_t i = 0; i < o->findings.count; i++)
		json_add(list, finding_value(&o->findings.list[i]));
	json_put(all, "tool", tool);
	json_put(all, "tree", tree);
	json_put(all, "findings", list);
	json_put(all, "not_analysed", unseen_value(o));
	json_put(all, "uncovered", uncovered_value(o));
	json_put(all, "totals", totals_value(o));
	json_print(all, out);
}
