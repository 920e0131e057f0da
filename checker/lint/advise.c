// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the steps say: their diffs for what was found, and what they report.
 * Both are asked of scripts/ptdesc/advise.py, which runs spatch.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "advise.h"
#include "buf.h"
#include "findings/jsonvalue.h"

/* A byte a character: JSON has no bytes. */
static json_t *bytes_value(const struct buf *b)
{
	struct buf utf8 = { 0 };
	json_t *value;

	buf_puts(&utf8, "");
	for (size_t i = 0; i < b->len; i++) {
		unsigned char c = (unsigned char)b->data[i];
		char two[2] = { (char)(0xc0 | c >> 6), (char)(0x80 | (c & 63)) };

		/* a zero byte would end the file for everybody else */
		if (c >= 0x80)
			buf_add(&utf8, two, 2);
		else
			buf_add(&utf8, c ? b->data + i : " ", 1);
	}
	value = json_text(utf8.data);
	buf_free(&utf8);
	return value;
}

static json_t *ids_of(const struct outcome *o, const char *path)
{
	json_t *ids = json_array();

	for (size_t i = 0; i < o->findings.count; i++) {
		const struct finding *f = &o->findings.list[i];

		if (!f->suppressed && !strcmp(f->file, path))
			json_add(ids, json_text(f->id));
	}
	return ids;
}

/* A file that something is asked of; takes the list of what. */
static void add_file(json_t *files, const struct lint_text *t, const char *key,
		     json_t *list)
{
	json_t *file;

	if (!json_array_size(list)) {
		json_decref(list);
		return;
	}
	file = json_object();
	json_put(file, "path", json_text(t->path));
	json_put(file, "text", bytes_value(&t->text));
	json_put(file, key, list);
	json_add(files, file);
}

static json_t *about(json_t *all, json_t *files, unsigned int seconds,
		     bool report)
{
	json_put(all, "seconds", json_integer(seconds));
	json_put(all, "report", json_boolean(report));
	json_put(all, "files", files);
	return all;
}

static json_t *question(const struct lint *l, const struct outcome *o,
			unsigned int seconds)
{
	json_t *all = json_object(), *files = json_array();

	for (size_t i = 0; i < l->text_count; i++) {
		const struct lint_text *t = &l->texts[i];

		add_file(files, t, "ids", ids_of(o, t->path));
	}
	return about(all, files, seconds, false);
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

/* Lines that are new, and not only somewhere else. */
static json_t *new_lines(const struct lint *l, const struct lint_text *t)
{
	json_t *lines = json_array();

	for (size_t i = 0; i < t->added_count; i++)
		if (!l->removed_count ||
		    !bsearch(&t->added[i].hash, l->removed, l->removed_count,
			     sizeof(*l->removed), compare_hashes))
			json_add(lines, json_integer(t->added[i].line));
	return lines;
}

static json_t *report_question(struct lint *l, unsigned int seconds)
{
	json_t *files = json_array();

	if (l->removed_count)
		qsort(l->removed, l->removed_count, sizeof(*l->removed),
		      compare_hashes);
	for (size_t i = 0; i < l->text_count; i++) {
		const struct lint_text *t = &l->texts[i];

		add_file(files, t, "added", new_lines(l, t));
	}
	return about(json_object(), files, seconds, true);
}

/* Asks the helper; its answer, or NULL. */
static json_t *ask(const char *root, json_t *question)
{
	int to[2], from[2];
	json_t *answer = NULL;
	char *program = xasprintf("%s/scripts/ptdesc/advise.py", root);
	FILE *out, *in;
	pid_t pid;

	if (pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC)) {
		free(program);
		return NULL;
	}
	pid = fork();
	if (!pid) {
		dup2(to[0], 0);
		dup2(from[1], 1);
		execl("/usr/bin/python3", "python3", "-B", program, NULL);
		perror("ptdesc-lint: no diffs: /usr/bin/python3");
		_exit(127);
	}
	close(to[0]);
	close(from[1]);
	out = fdopen(to[1], "w");
	in = fdopen(from[0], "r");
	if (pid > 0 && out && in) {
		json_dumpf(question, out, JSON_COMPACT);
		fclose(out);
		out = NULL;
		answer = json_loadf(in, 0, NULL);
	}
	if (out)
		fclose(out);
	if (in)
		fclose(in);
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	free(program);
	return answer;
}

/* NULL, and *err 0, if there is nothing to ask; takes the question. */
static json_t *answer_to(const char *root, json_t *asked, int *err)
{
	json_t *answer = NULL;

	*err = 0;
	if (json_array_size(json_object_get(asked, "files"))) {
		answer = ask(root, asked);
		*err = answer ? 0 : -1;
	}
	json_decref(asked);
	return answer;
}

static void enter_hunk(struct outcome *o, const char *path, json_t *hunk)
{
	json_int_t first = json_integer_value(json_object_get(hunk, "first"));
	json_int_t last = json_integer_value(json_object_get(hunk, "last"));
	const char *text = json_string_value(json_object_get(hunk, "text"));

	for (size_t i = 0; text && i < o->findings.count; i++) {
		struct finding *f = &o->findings.list[i];

		if (!f->diff && !strcmp(f->file, path) && f->line >= first &&
		    f->line <= last) {
			finding_set(&f->diff, text);
			return;		/* once, with the first of its lines */
		}
	}
}

int lint_advise(const struct lint *lint, struct outcome *o, const char *root,
		unsigned int seconds)
{
	int err;
	json_t *answer = answer_to(root, question(lint, o, seconds), &err);
	json_t *file, *hunk;
	size_t i, k;

	if (!answer)
		return err;
	json_array_foreach(json_object_get(answer, "files"), i, file) {
		const char *path =
			json_string_value(json_object_get(file, "path"));

		json_array_foreach(json_object_get(file, "hunks"), k, hunk)
			if (path)
				enter_hunk(o, path, hunk);
	}
	json_decref(answer);
	return 0;
}

static bool is_found(const struct outcome *o, const char *path, json_int_t line)
{
	for (size_t i = 0; i < o->findings.count; i++)
		if (o->findings.list[i].line == line &&
		    !strcmp(o->findings.list[i].file, path))
			return true;
	return false;
}

static const char *text_at(json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static void enter_report(struct outcome *o, const char *path, json_t *report)
{
	json_int_t line = json_integer_value(json_object_get(report, "line"));
	json_int_t column =
		json_integer_value(json_object_get(report, "column"));

	if (line > 0 && column > 0 && !is_found(o, path, line))
		findings_add(&o->findings, text_at(report, "id"), path,
			     (unsigned int)line, (unsigned int)column, NULL,
			     text_at(report, "message"),
			     text_at(report, "advice"));
}

int lint_reports(struct lint *lint, struct outcome *o, const char *root,
		 unsigned int seconds)
{
	int err;
	json_t *answer = answer_to(root, report_question(lint, seconds), &err);
	json_t *file, *part;
	size_t i, k;

	if (!answer)
		return err;
	json_array_foreach(json_object_get(answer, "files"), i, file) {
		const char *path = text_at(file, "path");

		json_array_foreach(json_object_get(file, "reports"), k, part)
			enter_report(o, path, part);
		json_array_foreach(json_object_get(file, "unseen"), k, part)
			outcome_unseen(o, path, NULL, NULL,
				       json_string_value(part));
	}
	json_decref(answer);
	return 0;
}
