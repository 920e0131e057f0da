// SPDX-License-Identifier: GPL-2.0-only
/* The lists of what the kernel's functions do with page tables. */
#define _GNU_SOURCE
#include <fnmatch.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "buf.h"
#include "listfile.h"
#include "version.h"

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
	[ROLE_TYPE] = "types",
	[ROLE_MEMBER] = "members",
	[ROLE_HOOK] = "hooks",
	[ROLE_PAGE_API] = "page-api",
	[ROLE_PAGE_STATE] = "page-state",
	[ROLE_PART] = "name-parts",
	[ROLE_GFP] = "gfp",
	[ROLE_ARCH_FILE] = "arch-files",
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

/*
 * One for api_find(), one for api_syntax(), and one for each list that is asked
 * by itself.
 */
#define GROUPS (2 + ROLE_COUNT - ROLE_TYPE)

static int group_of(enum role role)
{
	return role < ROLE_PASSES ? 0 : role < ROLE_TYPE ? 1 :
	       2 + (int)role - ROLE_TYPE;
}

static struct {
	struct api **entries;
	size_t count;
	size_t capacity;
	size_t first[ROLE_COUNT];
	struct api **by_name[GROUPS];	/* the number of a name leads here */
	unsigned int version;
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

/* What a key alone says. */
static const struct {
	const char *key;
	size_t offset;
} flags[] = {
#define FLAG(key, member) { key, offsetof(struct api, member) }
	FLAG("maybe", maybe), FLAG("data", data), FLAG("compound", compound),
	FLAG("destructs", destructs), FLAG("memory", memory),
	FLAG("asks", asks), FLAG("one-way", one_way), FLAG("maps", maps), FLAG("wraps", wraps),
	FLAG("list", list), FLAG("callback", callback),
	FLAG("same-name", same_name), FLAG("stores", stores),
	FLAG("verb", verb), FLAG("common", common),
	FLAG("allocates", allocates), FLAG("constructs", constructs),
	FLAG("marks", marks), FLAG("highmem", highmem),
	FLAG("pairs", pairs), FLAG("types", types),
#undef FLAG
};

/* The number of an argument. */
static const struct {
	const char *key;
	size_t offset;
} numbers[] = {
	{ "arg", offsetof(struct api, arg) },
	{ "into", offsetof(struct api, into) },
	{ "order", offsetof(struct api, order) },
	{ "gfp", offsetof(struct api, gfp) },
};

/* A name or words. */
static const struct {
	const char *key;
	size_t offset;
} texts[] = {
	{ "given-by", offsetof(struct api, given_by) },
	{ "member", offsetof(struct api, member) },
	{ "generic", offsetof(struct api, generic) },
	{ "called", offsetof(struct api, called) },
	{ "advice", offsetof(struct api, advice) },
	{ "except", offsetof(struct api, except) },
};

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static void *member_at(struct api *a, size_t offset)
{
	return (char *)a + offset;
}

static bool take_flag(struct api *a, const struct list_value *v)
{
	for (size_t i = 0; i < SIZE(flags) && !*v->value; i++) {
		if (strcmp(flags[i].key, v->key))
			continue;
		*(bool *)member_at(a, flags[i].offset) = true;
		return true;
	}
	return false;
}

static bool take_number(struct api *a, const struct list_value *v)
{
	char *end;
	long n = strtol(v->value, &end, 10);

	for (size_t i = 0; i < SIZE(numbers); i++) {
		if (strcmp(numbers[i].key, v->key))
			continue;
		*(int *)member_at(a, numbers[i].offset) = n;
		return !*end && end != v->value && n >= 0 && n < 32;
	}
	return false;
}

static bool take_text(struct api *a, const struct list_value *v)
{
	for (size_t i = 0; i < SIZE(texts) && *v->value; i++) {
		if (strcmp(texts[i].key, v->key))
			continue;
		*(str_t *)member_at(a, texts[i].offset) = str_of(v->value);
		return true;
	}
	return false;
}

static bool take_kind(struct api *a, const struct list_value *v)
{
	int found = -1;

	if (!strcmp(v->key, "as"))
		a->as = found = find_word(reps, REP_COUNT, v->value);
	else if (!strcmp(v->key, "from"))
		a->from = found = find_word(reps, REP_COUNT, v->value);
	else if (!strcmp(v->key, "level"))
		a->level = found = find_word(levels, LEVEL_COUNT, v->value);
	else if (!strcmp(v->key, "family"))
		a->family = found = find_word(families, FAMILY_COUNT,
					      v->value);
	return found >= 0;
}

/* Names with commas between them. */
static bool take_instead(struct api *a, const struct list_value *v)
{
	const char *name = v->value;
	int count = 0;

	if (strcmp(v->key, "instead"))
		return false;
	for (; *name && count < API_INSTEAD; count++) {
		size_t len = strcspn(name, ",");

		a->instead[count] = str_enter(name, len);
		name += len + (name[len] == ',');
	}
	return count && !*name;
}

static void enter(const struct api *a)
{
	struct api *copy = xrealloc(NULL, sizeof(*copy));

	*copy = *a;
	GROW(lists.entries, lists.count, lists.capacity);
	lists.entries[lists.count++] = copy;
	copy->number = lists.count;
}

static int take_line(void *context, const struct list_line *line)
{
	struct api a = {
		.role = *(const enum role *)context,
		.name = str_of(line->name),
		.order = -1, .gfp = -1, .into = -1,
		.since = line->since, .until = line->until,
	};

	for (size_t i = 0; i < line->count; i++) {
		const struct list_value *v = &line->values[i];

		if (!take_flag(&a, v) && !take_number(&a, v) &&
		    !take_text(&a, v) && !take_kind(&a, v) &&
		    !take_instead(&a, v))
			return list_wrong(line, "%s%s%s is not understood",
					  v->key, *v->value ? "=" : "",
					  v->value);
	}
	enter(&a);
	return 0;
}

int api_parse(enum role role, char *text, const char *path)
{
	return listfile_parse(role_files[role], text, path, take_line, &role);
}

static int read_role(const char *folder, enum role role)
{
	lists.first[role] = lists.count;
	return listfile_read(folder, role_files[role], take_line, &role);
}

static int read_declares(const char *folder)
{
	char *path = xasprintf("%s/declares.h", folder);
	int err = buf_need(&lists.declares, path);

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
	for (int i = 0; i < GROUPS; i++) {
		free(lists.by_name[i]);
		lists.by_name[i] = xcalloc(lists.name_count + 1,
					   sizeof(**lists.by_name));
	}
	for (size_t i = lists.count; i-- > 0;) {
		struct api *a = lists.entries[i];

		if (!a->past)
			lists.by_name[group_of(a->role)][a->name] = a;
	}
}

/* Of the lines of a name in a list, the last that the version has counts. */
static void choose(size_t first, size_t end)
{
	size_t chosen = first;

	for (size_t i = first; i < end; i++)
		if (!lists.version || lists.entries[i]->since <= lists.version)
			chosen = i;
	for (size_t i = first; i < end; i++)
		lists.entries[i]->past = i != chosen;
}

void api_set_version(unsigned int version)
{
	lists.version = version;
	for (size_t i = 0, end; i < lists.count; i = end) {
		const struct api *a = lists.entries[i];

		for (end = i + 1; end < lists.count; end++)
			if (lists.entries[end]->name != a->name ||
			    lists.entries[end]->role != a->role)
				break;
		choose(i, end);
	}
	index_names();
}

unsigned int api_version(void)
{
	return lists.version;
}

int api_read(const char *folder)
{
	for (int role = 1; role < ROLE_COUNT; role++)
		if (read_role(folder, role))
			return -1;
	if (read_declares(folder))
		return -1;
	api_set_version(0);
	return 0;
}

static const struct api *find_in(int group, str_t name)
{
	return name < lists.name_count ? lists.by_name[group][name] : NULL;
}

const struct api *api_find(str_t name)
{
	return find_in(group_of(ROLE_NONE), name);
}

const struct api *api_role(str_t name, enum role role)
{
	const struct api *a = api_find(name);

	if (!a || a->role == role)
		return a;
	for (size_t i = 0; i < lists.count; i++)
		if (lists.entries[i]->name == name &&
		    lists.entries[i]->role == role && !lists.entries[i]->past)
			return lists.entries[i];
	return NULL;
}

const struct api *api_syntax(str_t name)
{
	return find_in(group_of(ROLE_PASSES), name);
}

const struct api *api_listed(str_t name, enum role role)
{
	return find_in(group_of(role), name);
}

const struct api *api_next(enum role role, const struct api *before)
{
	/* the entries of a list are together */
	size_t i = before ? before->number : lists.first[role];

	return i < lists.count && lists.entries[i]->role == role ?
		lists.entries[i] : NULL;
}

const struct api *api_type(enum rep as, enum level level)
{
	const struct api *a = NULL;

	while ((a = api_next(ROLE_TYPE, a)))
		if (a->as == as && a->level == level)
			return a;
	return NULL;
}

const char *api_state(const char *function)
{
	const struct api *a = NULL;

	while ((a = api_next(ROLE_PAGE_STATE, a))) {
		const char *pattern = str_get(a->name);

		/* most names differ before the first of these */
		if (!strncmp(pattern, function, strcspn(pattern, "[*?")) &&
		    !fnmatch(pattern, function, 0))
			return str_get(a->member);
	}
	return NULL;
}

/* Is it no longer there? */
static bool is_gone(str_t name)
{
	const struct api *a = api_find(name);

	return a && a->until && lists.version >= a->until;
}

const char *api_instead(const struct api *a)
{
	int last = 0;

	if (!a->instead[0])
		return NULL;
	while (last + 1 < API_INSTEAD && a->instead[last + 1] &&
	       is_gone(a->instead[last]))
		last++;
	return str_get(a->instead[last]);
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
	for (int i = 0; i < GROUPS; i++)
		free(lists.by_name[i]);
	buf_free(&lists.declares);
	memset(&lists, 0, sizeof(lists));
}
