// SPDX-License-Identifier: GPL-2.0-only
/* Which step converts what was found, and what its header says about it. */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "buf.h"
#include "glob.h"
#include "findings/steps.h"

#define BLANKS " \t\r"

/* The next word of *@text, which moves behind it; NULL at the end. */
static char *next_word(const char **text)
{
	const char *word = *text + strspn(*text, BLANKS);
	size_t len = strcspn(word, BLANKS);

	*text = word + len;
	return len ? xstrndup(word, len) : NULL;
}

/* Lines of one key are one list. */
static void add_value(char **member, const char *value)
{
	char *both;

	value += strspn(value, BLANKS);
	both = xasprintf("%s%s%s", *member ? *member : "", *member ? " " : "",
			 value);
	free(*member);
	*member = both;
}

static void take_line(struct series_step *step, const char *line)
{
	const struct {
		const char *key;
		char **member;
	} keys[] = {
		{ "Ids:", &step->ids },
		{ "Names:", &step->names },
		{ "Paths:", &step->paths },
		{ "Advice:", &step->advice },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		size_t len = strlen(keys[i].key);

		if (!strncmp(line, keys[i].key, len))
			add_value(keys[i].member, line + len);
	}
}

/* The header ends where no comment follows. */
static void read_header(struct series_step *step, char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")) && !strncmp(line, "//", 2)) {
		line += strspn(line, "/");
		line += strspn(line, BLANKS);
		take_line(step, line);
	}
}

static int read_step(struct steps *s, const char *folder, const char *name)
{
	struct series_step *step;
	struct buf text = { 0 };
	char *path = xasprintf("%s/%s.cocci", folder, name);
	int err = buf_read(&text, path);

	if (err) {
		fprintf(stderr, "%s: %s\n", path, strerror(-err));
	} else {
		s->list = xgrow(s->list, s->count, &s->capacity,
				sizeof(*s->list));
		step = &s->list[s->count++];
		*step = (struct series_step){ .name = xstrdup(name) };
		read_header(step, text.data);
	}
	buf_free(&text);
	free(path);
	return err;
}

int steps_read(struct steps *s, const char *folder)
{
	struct buf text = { 0 };
	char *path = xasprintf("%s/series", folder), *rest, *line;
	int err = buf_read(&text, path);

	if (err)
		fprintf(stderr, "%s: %s\n", path, strerror(-err));
	rest = text.data;
	while (!err && (line = strsep(&rest, "\n"))) {
		line = line_trim(line);
		/* [NAME] begins a set; advice does not depend on it. */
		if (*line && *line != '[')
			err = read_step(s, folder, line);
	}
	buf_free(&text);
	free(path);
	return err ? -1 : 0;
}

static bool has(const char *list, const char *word)
{
	return list && has_word(list, strlen(list), word, strlen(word));
}

/* The folder below arch/ that a path or glob is in; 0 if in none. */
static size_t arch_of(const char *path, const char **name)
{
	size_t len;

	*name = arch_name(path, &len);
	return len;
}

static bool speaks_of_arch(const struct series_step *step, const char *file)
{
	const char *paths = step->paths ? step->paths : "";
	const char *own, *other;
	size_t len = arch_of(file, &own);
	bool found = false;
	char *glob;

	while (len && !found && (glob = next_word(&paths))) {
		found = arch_of(glob, &other) == len &&
			!strncmp(own, other, len);
		free(glob);
	}
	return found;
}

/* !later leaves architectures with a later step of their own to those. */
static bool has_later(const struct steps *s, const struct series_step *step,
		      const char *file)
{
	for (step++; step < s->list + s->count; step++)
		if (speaks_of_arch(step, file))
			return true;
	return false;
}

/* The last glob that fits decides. */
static bool covers(const struct steps *s, const struct series_step *step,
		   const char *file)
{
	const char *paths = step->paths ? step->paths : "";
	bool covered = false;
	char *glob;

	while ((glob = next_word(&paths))) {
		if (!strcmp(glob, "!later"))
			covered = covered && !has_later(s, step, file);
		else if (*glob == '!')
			covered = covered && !glob_match(glob + 1, file);
		else
			covered = covered || glob_match(glob, file);
		free(glob);
	}
	return covered;
}

static bool names_it(const struct series_step *step, const char *message)
{
	const char *names = step->names ? step->names : "";
	bool found = false;
	char *name;

	while (!found && (name = next_word(&names))) {
		found = has(message, name);
		free(name);
	}
	return found;
}

const struct series_step *steps_find(const struct steps *s,
				     const struct finding *f)
{
	const struct series_step *of_arch = NULL;
	size_t count = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct series_step *step = &s->list[i];

		if (!step->advice || !has(step->ids, f->id) ||
		    !covers(s, step, f->file))
			continue;
		if (names_it(step, f->message))
			return step;
		if (speaks_of_arch(step, f->file)) {
			of_arch = step;
			count++;
		}
	}
	return count == 1 ? of_arch : NULL;
}

static void advise(struct finding *f, const struct series_step *step)
{
	char *text;

	if (f->advice && strcmp(f->advice, step->advice))
		text = xasprintf("%s (step %s: %s)", f->advice, step->name,
				 step->advice);
	else
		text = xasprintf("%s (step %s)", step->advice, step->name);
	free(f->advice);
	f->advice = text;
}

void steps_advise(const struct steps *s, struct findings *f)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct series_step *step = steps_find(s, &f->list[i]);

		if (step)
			advise(&f->list[i], step);
	}
}

void steps_free(struct steps *s)
{
	for (size_t i = 0; i < s->count; i++) {
		free(s->list[i].name);
		free(s->list[i].ids);
		free(s->list[i].names);
		free(s->list[i].paths);
		free(s->list[i].advice);
	}
	free(s->list);
	*s = (struct steps){ 0 };
}
