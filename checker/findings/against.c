// SPDX-License-Identifier: GPL-2.0-only
/* What one list of findings has that another has not. */
#include <stdlib.h>
#include <string.h>

#include "findings/against.h"
#include "buf.h"

static int compare_same(const struct finding *a, const struct finding *b)
{
	int order = strcmp(a->file, b->file);

	if (!order)
		order = strcmp(a->id, b->id);
	if (!order)
		order = strcmp(a->function ? a->function : "",
			       b->function ? b->function : "");
	return order ? order : strcmp(a->message, b->message);
}

static int compare(const void *left, const void *right)
{
	return compare_same(*(const struct finding *const *)left,
			    *(const struct finding *const *)right);
}

/* Pointers to all findings, the same ones together. */
static const struct finding **in_order(const struct findings *f)
{
	const struct finding **list = NULL;

	list = xrealloc(NULL, f->count * sizeof(*list));
	for (size_t i = 0; i < f->count; i++)
		list[i] = &f->list[i];
	qsort(list, f->count, sizeof(*list), compare);
	return list;
}

/* How many of a sorted list are the same as @one. */
static size_t count_same(const struct finding **list, size_t count,
			 const struct finding *one)
{
	size_t low = 0, high = count, end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_same(list[middle], one) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < count && !compare_same(list[end], one); end++)
		;
	return end - low;
}

/* How many before @index are the same, in the order of the list. */
static size_t count_before(const struct findings *f, size_t index)
{
	size_t count = 0;

	for (size_t i = index; i-- > 0; ) {
		if (strcmp(f->list[i].file, f->list[index].file))
			break;
		count += !compare_same(&f->list[i], &f->list[index]);
	}
	return count;
}

void against_drop(struct findings *f, struct findings *old)
{
	const struct finding **known;
	bool *drop;
	size_t kept = 0;

	findings_sort(f);
	findings_sort(old);
	known = in_order(old);
	drop = xrealloc(NULL, f->count * sizeof(*drop));
	for (size_t i = 0; i < f->count; i++)
		drop[i] = count_before(f, i) <
			  count_same(known, old->count, &f->list[i]);
	for (size_t i = 0; i < f->count; i++) {
		if (drop[i])
			finding_free(&f->list[i]);
		else
			f->list[kept++] = f->list[i];
	}
	f->count = kept;
	free(drop);
	free(known);
}
