// SPDX-License-Identifier: GPL-2.0-only
/* The steps' own diffs for what was found: asked of scripts/ptdesc/advise.py. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "advise.h"
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

static json_t *question(const struct lint *l, const struct outcome *o,
			unsigned int seconds)
{
	json_t *all = json_object(), *files = json_array();

	for (size_t i = 0; i < l->text_count; i++) {
		json_t *ids = ids_of(o, l->texts[i].path), *file;

		if (!json_array_size(ids)) {
			json_decref(ids);
			continue;
		}
		file = json_object();
		json_put(file, "path", json_text(l->texts[i].path));
		json_put(file, "text", bytes_value(&l->texts[i].text));
		json_put(file, "ids", ids);
		json_add(files, file);
	}
	json_put(all, "seconds", json_integer(seconds));
	json_put(all, "files", files);
	return all;
}

/* Asks the helper; its answer, or NULL. */
static json_t *ask(const char *root, json_t *question)
{
	int to[2], from[2];
	json_t *answer = NULL;
	char *program;
	FILE *out, *in;
	pid_t pid;

	if (asprintf(&program, "%s/scripts/ptdesc/advise.py", root) < 0 ||
	    pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC))
		return NULL;
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
	json_t *asked = question(lint, o, seconds), *answer, *file, *hunk;
	size_t i, k;

	if (!json_array_size(json_object_get(asked, "files"))) {
		json_decref(asked);
		return 0;
	}
	answer = ask(root, asked);
	json_decref(asked);
	if (!answer)
		return -1;
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
