// SPDX-License-Identifier: GPL-2.0-only
/* Findings that somebody keeps, with the reason. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "glob.h"
#include "findings/ids.h"
#include "findings/suppress.h"

#define BLANKS " \t\r"

static int complain(const char *name, unsigned int number, const char *what)
{
	fprintf(stderr, "%s:%u: %s\n", name, number, what);
	return -1;
}

/* The next word of *@line, which moves behind it. */
static char *next_word(char **line)
{
	char *word = *line + strspn(*line, BLANKS);

	*line = word + strcspn(word, BLANKS);
	if (**line)
		*(*line)++ = '\0';
	return word;
}

static void enter(struct suppressions *s, const struct suppression *entry,
		  const char *name, unsigned int number)
{
	struct suppression *new;

	s->list = xgrow(s->list, s->count, &s->capacity, sizeof(*s->list));
	new = &s->list[s->count++];
	*new = (struct suppression){ 0 };
	new->from = xasprintf("%s:%u", name, number);
	finding_set(&new->id, entry->id);
	finding_set(&new->path, entry->path);
	finding_set(&new->function, entry->function);
	finding_set(&new->reason, entry->reason);
}

static int parse_line(struct suppressions *s, char *line, const char *name,
		      unsigned int number)
{
	struct suppression entry = { 0 };
	char *id, *end = line + strlen(line);
	int known;

	while (end > line && strchr(BLANKS, end[-1]))
		*--end = '\0';
	line += strspn(line, BLANKS);
	if (!*line || *line == '#')
		return 0;
	id = next_word(&line);
	entry.path = next_word(&line);
	entry.function = next_word(&line);
	entry.reason = line + strspn(line, BLANKS);
	known = check_id_find(id, strlen(id));
	if (known < 0)
		return complain(name, number,
				"no known id at the start: write ID PATH FUNCTION REASON");
	if (!*entry.reason)
		return complain(name, number,
				"no reason is given: write ID PATH FUNCTION REASON");
	entry.id = (char *)check_ids[known].id;
	enter(s, &entry, name, number);
	return 0;
}

int suppress_parse(struct suppressions *s, char *text, const char *name)
{
	unsigned int number = 1;
	char *line;

	while ((line = strsep(&text, "\n")))
		if (parse_line(s, line, name, number++))
			return -1;
	return 0;
}

int suppress_read(struct suppressions *s, const char *path)
{
	struct buf text = { 0 };
	int err = buf_read_pipe(&text, path, SIZE_MAX);

	if (err)
		fprintf(stderr, "%s: %s: name a readable suppression file\n",
			path, strerror(-err));
	else if (memchr(text.data, '\0', text.len))
		err = complain(path, 1, "no text: name a suppression file");
	else
		err = suppress_parse(s, text.data, path);
	buf_free(&text);
	return err ? -1 : 0;
}

static bool names(const struct suppression *s, const struct finding *f)
{
	return !strcmp(s->id, f->id) && glob_match(s->path, f->file) &&
	       glob_match(s->function, f->function ? f->function : "");
}

void suppress_apply(struct suppressions *s, struct findings *f)
{
	for (size_t i = 0; i < f->count; i++) {
		struct finding *one = &f->list[i];

		for (size_t j = 0; j < s->count; j++) {
			if (!names(&s->list[j], one))
				continue;
			s->list[j].matched++;
			if (!one->suppressed)
				finding_set(&one->suppressed,
					    s->list[j].reason);
		}
	}
}

void suppress_unused(const struct suppressions *s, FILE *out)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct suppression *one = &s->list[i];

		if (!one->matched)
			fprintf(out, "%s: nothing matches: %s %s %s\n",
				one->from, one->id, one->path, one->function);
	}
}

void suppress_free(struct suppressions *s)
{
	for (size_t i = 0; i < s->count; i++) {
		struct suppression *one = &s->list[i];

		free(one->from);
		free(one->id);
		free(one->path);
		free(one->function);
		free(one->reason);
	}
	free(s->list);
	*s = (struct suppressions){ 0 };
}
