// SPDX-License-Identifier: GPL-2.0-only
/* All that a run of checker or lint has to say. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "findings/outcome.h"

#define EXIT_FINE 0
#define EXIT_FINDINGS 1

void outcome_unseen(struct outcome *o, const char *unit, const char *arch,
		    const char *config, const char *why)
{
	struct unseen *new;

	o->unseen = xgrow(o->unseen, o->unseen_count, &o->unseen_capacity,
			  sizeof(*o->unseen));
	new = &o->unseen[o->unseen_count++];
	*new = (struct unseen){ 0 };
	finding_set(&new->unit, unit);
	finding_set(&new->arch, arch);
	finding_set(&new->config, config);
	finding_set(&new->why, why);
}

void outcome_uncovered(struct outcome *o, const char *file,
		       unsigned int first, unsigned int last)
{
	struct uncovered *new;

	o->uncovered = xgrow(o->uncovered, o->uncovered_count,
			     &o->uncovered_capacity, sizeof(*o->uncovered));
	new = &o->uncovered[o->uncovered_count++];
	*new = (struct uncovered){ .first = first, .last = last };
	finding_set(&new->file, file);
}

static int compare_strings(const char *a, const char *b)
{
	if (!a || !b)
		return !!a - !!b;
	return strcmp(a, b);
}

static int compare_unseen(const void *left, const void *right)
{
	const struct unseen *a = left, *b = right;
	int order = compare_strings(a->unit, b->unit);

	if (!order)
		order = compare_strings(a->arch, b->arch);
	if (!order)
		order = compare_strings(a->config, b->config);
	return order ? order : compare_strings(a->why, b->why);
}

static void free_unseen(struct unseen *u)
{
	free(u->unit);
	free(u->arch);
	free(u->config);
	free(u->why);
}

static void sort_unseen(struct outcome *o)
{
	size_t kept = 0;

	if (!o->unseen_count)
		return;
	qsort(o->unseen, o->unseen_count, sizeof(*o->unseen), compare_unseen);
	for (size_t i = 1; i < o->unseen_count; i++) {
		if (compare_unseen(&o->unseen[kept], &o->unseen[i]))
			o->unseen[++kept] = o->unseen[i];
		else
			free_unseen(&o->unseen[i]);
	}
	o->unseen_count = kept + 1;
}

static int compare_uncovered(const void *left, const void *right)
{
	const struct uncovered *a = left, *b = right;
	int order = strcmp(a->file, b->file);

	if (order)
		return order;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->last < b->last ? -1 : a->last > b->last;
}

/* Does @b start within @a, or right behind it? */
static bool touches(const struct uncovered *a, const struct uncovered *b)
{
	return !strcmp(a->file, b->file) && b->first <= a->last + 1;
}

static void sort_uncovered(struct outcome *o)
{
	struct uncovered *list = o->uncovered;
	size_t kept = 0;

	if (!o->uncovered_count)
		return;
	qsort(list, o->uncovered_count, sizeof(*list), compare_uncovered);
	for (size_t i = 1; i < o->uncovered_count; i++) {
		if (!touches(&list[kept], &list[i])) {
			list[++kept] = list[i];
			continue;
		}
		if (list[i].last > list[kept].last)
			list[kept].last = list[i].last;
		free(list[i].file);
	}
	o->uncovered_count = kept + 1;
}

void outcome_sort(struct outcome *o)
{
	findings_sort(&o->findings);
	sort_unseen(o);
	sort_uncovered(o);
}

size_t outcome_open(const struct outcome *o)
{
	size_t count = 0;

	for (size_t i = 0; i < o->findings.count; i++)
		count += !o->findings.list[i].suppressed;
	return count;
}

int outcome_exit_code(const struct outcome *o)
{
	if (o->unseen_count || o->uncovered_count)
		return EXIT_INCOMPLETE;
	return outcome_open(o) ? EXIT_FINDINGS : EXIT_FINE;
}

void outcome_free(struct outcome *o)
{
	findings_free(&o->findings);
	for (size_t i = 0; i < o->unseen_count; i++)
		free_unseen(&o->unseen[i]);
	for (size_t i = 0; i < o->uncovered_count; i++)
		free(o->uncovered[i].file);
	free(o->unseen);
	free(o->uncovered);
	free(o->tool);
	free(o->tool_version);
	free(o->tree_version);
	free(o->tree_path);
	free(o->tree_digest);
	*o = (struct outcome){ 0 };
}
