// SPDX-License-Identifier: GPL-2.0-only
/* Reading the lists of the kernel's names. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "glob.h"
#include "listfile.h"
#include "version.h"

/* More on one line is a mistake. */
#define MOST_VALUES 16

enum form {
	NAME,			/* an identifier of C */
	WORD,			/* the same, maybe with '*' behind */
	PLACE,			/* an identifier, or STRUCT.MEMBER */
	GLOB,			/* any pattern, of names or paths */
};

static const struct kind {
	const char *name;
	enum form form;
	const char *keys;
} kinds[] = {
#define LIST(name, form, keys) { name, form, keys },
#include "lists.def"
#undef LIST
};

static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
			      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

/* What was read of the names of a list, for those that are there twice. */
struct reading {
	const struct kind *kind;
	struct list_line line;
	struct list_value values[MOST_VALUES];
	struct seen {
		char *name;
		unsigned int number, until;
	} *seen;
	size_t seen_count, seen_capacity;
};

size_t listfile_count(void)
{
	return sizeof(kinds) / sizeof(*kinds);
}

const char *listfile_name(size_t number)
{
	return kinds[number].name;
}

static const struct kind *find_kind(const char *list)
{
	for (size_t i = 0; i < listfile_count(); i++)
		if (!strcmp(kinds[i].name, list))
			return &kinds[i];
	return NULL;
}

int list_wrong(const struct list_line *line, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s:%u: ", line->path, line->number);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputs("\n", stderr);
	return -1;
}

static bool is_name(const char *name, enum form form)
{
	size_t len = strspn(name, letters);

	if (form == GLOB)
		return true;
	if (!len || strchr("0123456789", *name))
		return false;
	if (form == WORD && name[len] == '*')
		len++;
	if (form == PLACE && name[len] == '.')
		len += 1 + strspn(name + len + 1, letters);
	return !name[len];
}

/* A name that became something else has its next line right below. */
static int check_name(struct reading *r)
{
	const struct list_line *line = &r->line;

	for (size_t i = 0; i < r->seen_count; i++) {
		const struct seen *s = &r->seen[i];

		if (strcmp(s->name, line->name))
			continue;
		if (i + 1 < r->seen_count || !s->until ||
		    line->since < s->until)
			return list_wrong(line, "'%s' is in line %u already",
					  line->name, s->number);
	}
	GROW(r->seen, r->seen_count, r->seen_capacity);
	r->seen[r->seen_count++] = (struct seen){
		xstrdup(line->name), line->number, line->until,
	};
	return 0;
}

/* Cuts off what is before a blank; a value may have some between quotes. */
static char *next_word(char **rest)
{
	char *word = *rest + strspn(*rest, " \t"), *end = word;

	while (*end && *end != ' ' && *end != '\t') {
		if (*end == '"')
			end = strchrnul(end + 1, '"');
		end += *end != '\0';
	}
	*rest = end + (*end != '\0');
	*end = '\0';
	return *word ? word : NULL;
}

/* Returns NULL if the quotes are not around the whole value. */
static char *unquoted(char *value)
{
	size_t len = strlen(value);

	if (!strchr(value, '"'))
		return value;
	if (len < 3 || *value != '"' || strchr(value + 1, '"') !=
	    value + len - 1)
		return NULL;
	value[len - 1] = '\0';
	return value + 1;
}

static int take_version(const struct list_line *line, const char *key,
			const char *value, unsigned int *version)
{
	*version = version_parse(value);
	return *version ? 0 : list_wrong(line,
		"%s=%s: write the version of a kernel, such as 6.12", key,
		value);
}

static bool has_key(const char *keys, const char *key)
{
	size_t len = strlen(key);

	for (; *keys; keys += strcspn(keys, " "), keys += *keys == ' ')
		if (strcspn(keys, " ") == len && !memcmp(keys, key, len))
			return true;
	return false;
}

static int take_value(struct reading *r, const char *key, const char *value)
{
	struct list_line *line = &r->line;
	const char *keys = r->kind->keys;

	if (!strcmp(key, "since"))
		return take_version(line, key, value, &line->since);
	if (!strcmp(key, "until"))
		return take_version(line, key, value, &line->until);
	if (!strcmp(key, "site")) {
		line->site = value;
		return 0;
	}
	if (!strcmp(key, "unit")) {
		line->unit = true;
		return *value ? list_wrong(line, "unit has no value") : 0;
	}
	if (!has_key(keys, key))
		return list_wrong(line, "'%s' is no attribute of this list: it has %s%ssince until site unit",
				  key, keys, *keys ? " " : "");
	if (line->count == MOST_VALUES)
		return list_wrong(line, "it has too many attributes");
	r->values[line->count++] = (struct list_value){ key, value };
	return 0;
}

static int take_word(struct reading *r, char *word)
{
	char *equals = strchr(word, '='), *value;

	if (!equals)
		return take_value(r, word, "");
	*equals = '\0';
	value = unquoted(equals + 1);
	if (!value || !*value)
		return list_wrong(&r->line, "%s has no whole value behind the '='",
				  word);
	return take_value(r, word, value);
}

static int parse_line(struct reading *r, char *text, list_take take,
		      void *context)
{
	struct list_line *line = &r->line;
	char *word = next_word(&text);

	line->name = word;
	line->count = line->since = line->until = 0;
	line->site = NULL;
	line->unit = false;
	if (!word)
		return 0;
	if (!is_name(word, r->kind->form))
		return list_wrong(line, "not a name for this list: \"%s\"",
				  word);
	while ((word = next_word(&text)))
		if (take_word(r, word))
			return -1;
	if (line->until && line->until <= line->since)
		return list_wrong(line, "until= is not after since=");
	return check_name(r) ? -1 : take(context, line);
}

int listfile_parse(const char *list, char *text, const char *path,
		   list_take take, void *context)
{
	struct reading r = {
		.kind = find_kind(list),
		.line = { .list = list, .path = path },
	};
	char *end;
	int err = 0;

	r.line.values = r.values;
	for (; text && !err; text = end ? end + 1 : NULL) {
		end = strchr(text, '\n');
		if (end)
			*end = '\0';
		r.line.number++;
		err = parse_line(&r, line_trim(text), take, context);
	}
	for (size_t i = 0; i < r.seen_count; i++)
		free(r.seen[i].name);
	free(r.seen);
	return err;
}

int listfile_read(const char *folder, const char *list, list_take take,
		  void *context)
{
	char *path = xasprintf("%s/%s", folder, list);
	struct buf text = { 0 };
	int err = buf_need(&text, path) ? -1 :
		  listfile_parse(list, text.data, path, take, context);

	buf_free(&text);
	free(path);
	return err;
}
