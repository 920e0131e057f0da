// SPDX-License-Identifier: GPL-2.0-only
/* Findings as SARIF 2.1.0 (OASIS), for code scanning and editors. */
#include <ctype.h>
#include <string.h>

#include "buf.h"
#include "findings/ids.h"
#include "findings/jsonvalue.h"
#include "findings/output.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"
#define ROOT "SRCROOT"

static json_t *message(const char *text)
{
	json_t *value = json_object();

	json_put(value, "text", json_text(text ? text : ""));
	return value;
}

/* A path as a URI has it. */
static void add_uri(struct buf *uri, const char *path)
{
	for (; *path; path++) {
		unsigned char c = *path;
		char code[4];

		if (isalnum(c) || strchr("/._-~+,", c)) {
			buf_add(uri, path, 1);
			continue;
		}
		snprintf(code, sizeof(code), "%%%02X", c);
		buf_puts(uri, code);
	}
}

static json_t *artifact(const char *file)
{
	struct buf uri = { 0 };
	json_t *value = json_object();

	buf_add(&uri, "", 0);
	add_uri(&uri, file);
	json_put(value, "uri", json_text(uri.data));
	if (*file != '/')
		json_put(value, "uriBaseId", json_text(ROOT));
	buf_free(&uri);
	return value;
}

/* A line or column of 0 is not known, and not said. */
static json_t *location(const char *file, unsigned int line,
			unsigned int column)
{
	json_t *value = json_object(), *physical = json_object();

	json_put(physical, "artifactLocation", artifact(file));
	if (line) {
		json_t *region = json_object();

		json_put(region, "startLine", json_integer(line));
		if (column)
			json_put(region, "startColumn", json_integer(column));
		json_put(physical, "region", region);
	}
	json_put(value, "physicalLocation", physical);
	return value;
}

static json_t *in_list(json_t *value)
{
	json_t *list = json_array();

	json_add(list, value);
	return list;
}

/* The chain, in the order of what happens, up to the finding itself. */
static json_t *code_flows(const struct finding *f)
{
	json_t *steps = json_array(), *flow = json_object();
	json_t *thread = json_object();

	for (size_t i = 0; i <= f->chain_count; i++) {
		json_t *step = json_object(), *where;

		if (i < f->chain_count) {
			where = location(f->chain[i].file, f->chain[i].line, 0);
			json_put(where, "message", message(f->chain[i].what));
		} else {
			where = location(f->file, f->line, f->column);
			json_put(where, "message", message(f->message));
		}
		json_put(step, "location", where);
		json_add(steps, step);
	}
	json_put(thread, "locations", steps);
	json_put(flow, "threadFlows", in_list(thread));
	return in_list(flow);
}

static json_t *suppression(const char *why)
{
	json_t *value = json_object();

	json_put(value, "kind", json_text("external"));
	json_put(value, "justification", json_text(why));
	return in_list(value);
}

static json_t *properties(const struct finding *f)
{
	json_t *value = json_object();

	json_put(value, "arch", json_text(f->arch));
	if (f->config)
		json_put(value, "config", json_text(f->config));
	return value;
}

static json_t *result_message(const struct finding *f)
{
	struct buf text = { 0 };
	json_t *value;

	buf_puts(&text, f->message);
	if (f->advice) {
		buf_puts(&text, ": ");
		buf_puts(&text, f->advice);
	}
	value = message(text.data);
	buf_free(&text);
	return value;
}

static json_t *result(const struct finding *f)
{
	json_t *value = json_object();
	json_t *where = location(f->file, f->line, f->column);
	int index = check_id_find(f->id, strlen(f->id));

	if (f->function) {
		json_t *logical = json_object();

		json_put(logical, "name", json_text(f->function));
		json_put(logical, "kind", json_text("function"));
		json_put(where, "logicalLocations", in_list(logical));
	}
	json_put(value, "ruleId", json_text(f->id));
	if (index >= 0)
		json_put(value, "ruleIndex", json_integer(index));
	json_put(value, "level", json_text("warning"));
	json_put(value, "message", result_message(f));
	json_put(value, "locations", in_list(where));
	if (f->chain_count)
		json_put(value, "codeFlows", code_flows(f));
	if (f->suppressed)
		json_put(value, "suppressions", suppression(f->suppressed));
	if (f->arch)
		json_put(value, "properties", properties(f));
	return value;
}

static json_t *driver(const struct outcome *o)
{
	json_t *value = json_object(), *rules = json_array();

	for (size_t i = 0; i < check_id_count; i++) {
		json_t *rule = json_object();

		json_put(rule, "id", json_text(check_ids[i].id));
		json_put(rule, "name", json_text(check_ids[i].name));
		json_put(rule, "shortDescription", message(check_ids[i].text));
		json_put(rule, "fullDescription", message(check_ids[i].why));
		json_put(rule, "help", message(check_ids[i].help));
		json_add(rules, rule);
	}
	json_put(value, "name", json_text(o->tool ? o->tool : "ptdesc-check"));
	if (o->tool_version)
		json_put(value, "version", json_text(o->tool_version));
	json_put(value, "rules", rules);
	return value;
}

static json_t *unseen_notice(const struct unseen *u)
{
	json_t *value = json_object();
	struct buf text = { 0 };

	buf_puts(&text, "not analysed");
	if (u->arch) {
		buf_puts(&text, " for ");
		buf_puts(&text, u->arch);
	}
	if (u->arch && u->config) {
		buf_puts(&text, "/");
		buf_puts(&text, u->config);
	}
	buf_puts(&text, ": ");
	buf_puts(&text, u->why ? u->why : "no reason given");
	json_put(value, "level", json_text("error"));
	json_put(value, "message", message(text.data));
	json_put(value, "locations", in_list(location(u->unit, 0, 0)));
	buf_free(&text);
	return value;
}

static json_t *uncovered_notice(const struct uncovered *u)
{
	json_t *value = json_object();
	json_t *where = location(u->file, u->first, 0);
	json_t *physical = json_object_get(where, "physicalLocation");

	if (u->first)
		json_put(json_object_get(physical, "region"), "endLine",
			 json_integer(u->last));
	json_put(value, "level", json_text("warning"));
	json_put(value, "message", message("no unit has these lines"));
	json_put(value, "locations", in_list(where));
	return value;
}

static json_t *invocation(const struct outcome *o)
{
	json_t *value = json_object(), *notices = json_array();

	for (size_t i = 0; i < o->unseen_count; i++)
		json_add(notices, unseen_notice(&o->unseen[i]));
	for (size_t i = 0; i < o->uncovered_count; i++)
		json_add(notices, uncovered_notice(&o->uncovered[i]));
	json_put(value, "executionSuccessful", json_boolean(!o->unseen_count));
	json_put(value, "toolExecutionNotifications", notices);
	return in_list(value);
}

static json_t *base_ids(const char *path)
{
	json_t *bases = json_object(), *root = json_object();
	struct buf uri = { 0 };

	buf_puts(&uri, "file://");
	add_uri(&uri, path);
	if (uri.data[uri.len - 1] != '/')
		buf_puts(&uri, "/");
	json_put(root, "uri", json_text(uri.data));
	json_put(bases, ROOT, root);
	buf_free(&uri);
	return bases;
}

void print_sarif(const struct outcome *o, FILE *out)
{
	json_t *log = json_object(), *run = json_object();
	json_t *tool = json_object(), *results = json_array();

	json_put(tool, "driver", driver(o));
	for (size_t i = 0; i < o->findings.count; i++)
		json_add(results, result(&o->findings.list[i]));
	json_put(run, "tool", tool);
	if (o->tree_path && *o->tree_path == '/')
		json_put(run, "originalUriBaseIds", base_ids(o->tree_path));
	json_put(run, "invocations", invocation(o));
	json_put(run, "results", results);
	json_put(log, "$schema", json_text(SCHEMA));
	json_put(log, "version", json_text("2.1.0"));
	json_put(log, "runs", in_list(run));
	json_print(log, out);
}
