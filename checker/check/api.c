// SPDX-License-Identifier: GPL-2.0-only
/* The lists of what the kernel's functions do with page tables. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "buf.h"
#include "glob.h"

static const char *const role_files[ROLE_COUNT] = {
	[ROLE_ALLOCATES] = "allocates",
	[ROLE_FREES] = "frees",
	[ROLE_CONSTRUCTS] = "constructs",
	[ROLE_DESTRUCTS] = "destructs",
	[ROLE_POPULATES] = "populates",
	[ROLE_READS] = "reads",
	[ROLE_WALKS] = "walks",
	[ROLE_REMOVES_PAGE] = "removes-page",
	[ROLE_REMOVES_TABLE] = "removes-table",
	[ROLE_CONVERTS] = "converts",
	[ROLE_TESTS_LEAF] = "tests-leaf",
	[ROLE_TESTS_TABLE] = "tests-table",
	[ROLE_MAPS] = "maps",
	[ROLE_HANDLES_PAGE] = "handles-page",
	[ROLE_READS_MASK] = "reads-mask",
	[ROLE_TABLE_SIZE] = "table-size",
	[ROLE_TABLE_FLAG] = "table-flag",
	[ROLE_LEAF_FLAG] = "leaf-flag",
	[ROLE_TAKES_TABLE] = "takes-table",
	[ROLE_GIVES_TABLE] = "gives-table",
	[ROLE_ADDS_TO_LIST] = "adds-to-list",
	[ROLE_CALLS_BACK] = "calls-back",
	[ROLE_IGNORED] = "ignored",
	[ROLE_WRITES_PAGE_MEMBER] = "member-macros",
	[ROLE_OTHER_MEMORY] = "other-memory",
	[ROLE_PASSES] = "passes",
	[ROLE_ASSIGNS] = "assigns",
	[ROLE_GIVES_CONTAINER] = "gives-container",
	[ROLE_WALKS_LIST] = "walks-list",
};

static const char *const reps[REP_COUNT] = {
	[REP_NONE] = "none", [REP_ADDRESS] = "address", [REP_PAGE] = "page",
	[REP_FOLIO] = "folio", [REP_PTDESC] = "ptdesc",
	[REP_NUMBER] = "number", [REP_ENTRY] = "entry",
};

static const char *const levels[LEVEL_COUNT] = {
	[LEVEL_NONE] = "any", [LEVEL_PTE] = "pte", [LEVEL_PMD] = "pmd",
	[LEVEL_PUD] = "pud", [LEVEL_P4D] = "p4d", [LEVEL_PGD] = "pgd",
};

static const char *const families[FAMILY_COUNT] = {
	[FAMILY_NONE] = "none", [FAMILY_PAGE] = "page",
	[FAMILY_PTDESC] = "ptdesc", [FAMILY_SLAB] = "slab",
	[FAMILY_MEMBLOCK] = "memblock", [FAMILY_VMALLOC] = "vmalloc",
	[FAMILY_RESERVED] = "reserved",
};

static struct {
	struct api **entries;
	size_t count;
	size_t capacity;
	struct api **by_name;		/* the number of a name leads here */
	struct api **macros;		/* and here, for api_syntax() */
	struct buf declares;
	size_t name_count;
} lists;

const char *rep_name(enum rep rep)
{
	return reps[rep];
}

const char *level_name(enum level level)
{
	return levels[level];
}

const char *family_name(enum family family)
{
	return families[family];
}

static int find_word(const char *const *words, int count, const char *word)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(words[i], word))
			return i;
	return -1;
}

static int parse_number(const char *text, int *number)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (*end || end == text || n < -1 || n > 31)
		return -1;
	*number = n;
	return 0;
}

/* key=value of a line; 0, or -1 for what is not understood. */
static int parse_value(struct api *a, const char *key, const char *value)
{
	int found = 0;

	if (!strcmp(key, "as"))
		a->as = found = find_word(reps, REP_COUNT, value);
	else if (!strcmp(key, "from"))
		a->from = found = find_word(reps, REP_COUNT, value);
	else if (!strcmp(key, "level"))
		a->level = found = find_word(levels, LEVEL_COUNT, value);
	else if (!strcmp(key, "family"))
		a->family = found = find_word(families, FAMILY_COUNT, value);
	else if (!strcmp(key, "arg"))
		return parse_number(value, &a->arg);
	else if (!strcmp(key, "into"))
		return parse_number(value, &a->into);
	else if (!strcmp(key, "order"))
		return parse_number(value, &a->order);
	else if (!strcmp(key, "gfp"))
		return parse_number(value, &a->gfp);
	else if (!strcmp(key, "given-by"))
		a->given_by = str_of(value);
	else if (!strcmp(key, "member"))
		a->member = str_of(value);
	else if (!strcmp(key, "since"))
		a->since = str_get(str_of(value));
	else if (!strcmp(key, "until"))
		a->until = str_get(str_of(value));
	else
		return -1;
	return found < 0 ? -1 : 0;
}

static int parse_word_alone(struct api *a, const char *word)
{
	if (!strcmp(word, "maybe"))
		a->maybe = true;
	else if (!strcmp(word, "data"))
		a->data = true;
	else if (!strcmp(word, "compound"))
		a->compound = true;
	else if (!strcmp(word, "destructs"))
		a->destructs = true;
	else if (!strcmp(word, "memory"))
		a->memory = true;
	else
		return -1;
	return 0;
}

static int parse_word(struct api *a, char *word)
{
	char *equals = strchr(word, '=');

	if (!equals)
		return parse_word_alone(a, word);
	*equals = '\0';
	return parse_value(a, word, equals + 1);
}

static void enter(const struct api *a)
{
	struct api *copy = xrealloc(NULL, sizeof(*copy));

	*copy = *a;
	lists.entries = xgrow(lists.entries, lists.count, &lists.capacity,
			      sizeof(*lists.entries));
	lists.entries[lists.count++] = copy;
	copy->number = lists.count;
}

static int parse_line(enum role role, char *line)
{
	struct api a = { .role = role, .order = -1, .gfp = -1, .into = -1 };
	char *save, *word = strtok_r(line, " \t", &save);

	if (!word)
		return 0;
	a.name = str_of(word);
	while ((word = strtok_r(NULL, " \t", &save)))
		if (parse_word(&a, word))
			return -1;
	enter(&a);
	return 0;
}

int api_parse(enum role role, char *text, const char *name)
{
	unsigned int number = 0;
	char *end;

	for (; text; text = end ? end + 1 : NULL) {
		end = strchr(text, '\n');
		if (end)
			*end = '\0';
		number++;
		if (parse_line(role, line_trim(text))) {
			fprintf(stderr, "%s:%u: not understood\n", name,
				number);
			return -1;
		}
	}
	return 0;
}

static int read_role(const char *folder, enum role role)
{
	struct buf text = { 0 };
	char *path;
	int err;

	if (asprintf(&path, "%s/%s", folder, role_files[role]) < 0)
		return -1;
	err = buf_read(&text, path);
	if (err)
		fprintf(stderr, "%s: cannot be read: %s\n", path,
			strerror(-err));
	else
		err = api_parse(role, text.data ? text.data : NULL, path);
	buf_free(&text);
	free(path);
	return err ? -1 : 0;
}

static int read_declares(const char *folder)
{
	char *path;
	int err;

	if (asprintf(&path, "%s/declares.h", folder) < 0)
		return -1;
	err = buf_read(&lists.declares, path);
	if (err)
		fprintf(stderr, "%s: cannot be read: %s\n", path,
			strerror(-err));
	free(path);
	return err ? -1 : 0;
}

const char *api_declares(size_t *len)
{
	*len = lists.declares.len;
	return lists.declares.data ? lists.declares.data : "";
}

static void index_names(void)
{
	for (size_t i = 0; i < lists.count; i++)
		if (lists.entries[i]->name >= lists.name_count)
			lists.name_count = lists.entries[i]->name + 1;
	lists.by_name = xcalloc(lists.name_count + 1, sizeof(*lists.by_name));
	lists.macros = xcalloc(lists.name_count + 1, sizeof(*lists.macros));
	for (size_t i = lists.count; i-- > 0;)
		*(lists.entries[i]->role >= ROLE_PASSES ?
		  &lists.macros[lists.entries[i]->name] :
		  &lists.by_name[lists.entries[i]->name]) = lists.entries[i];
}

int api_read(const char *folder)
{
	for (int role = 1; role < ROLE_COUNT; role++)
		if (read_role(folder, role))
			return -1;
	if (read_declares(folder))
		return -1;
	index_names();
	return lists.by_name && lists.macros ? 0 : -1;
}

const struct api *api_find(str_t name)
{
	return name < lists.name_count ? lists.by_name[name] : NULL;
}

const struct api *api_role(str_t name, enum role role)
{
	const struct api *a = api_find(name);

	if (!a || a->role == role)
		return a;
	for (size_t i = 0; i < lists.count; i++)
		if (lists.entries[i]->name == name &&
		    lists.entries[i]->role == role)
			return lists.entries[i];
	return NULL;
}

const struct api *api_syntax(str_t name)
{
	return name < lists.name_count ? lists.macros[name] : NULL;
}

const struct api *api_numbered(uint32_t number)
{
	return number && number <= lists.count ? lists.entries[number - 1]
					       : NULL;
}

void api_free(void)
{
	for (size_t i = 0; i < lists.count; i++)
		free(lists.entries[i]);
	free(lists.entries);
	free(lists.by_name);
	free(lists.macros);
	buf_free(&lists.declares);
	memset(&lists, 0, sizeof(lists));
}
