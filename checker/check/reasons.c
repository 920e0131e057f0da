// SPDX-License-Identifier: GPL-2.0-only
/* Why an object is a page table: all that says so, the nearest is printed. */
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "buf.h"
#include "reasons.h"

/* Who needs more than these would not read them. */
#define MOST_REASONS 64

static bool same(const struct reason *a, const struct reason *b)
{
	return a->place.file == b->place.file &&
	       a->place.line == b->place.line && a->name == b->name &&
	       a->typed_only == b->typed_only;
}

void reasons_add(struct reasons *r, uint32_t *first,
		 const struct reason *reason)
{
	uint32_t last = 0, count = 0;

	for (uint32_t i = *first; i; i = r->list[i - 1].next) {
		if (++count == MOST_REASONS || same(&r->list[i - 1], reason))
			return;
		last = i;
	}
	r->list = xgrow(r->list, r->count, &r->capacity, sizeof(*r->list));
	r->list[r->count] = *reason;
	r->list[r->count++].next = 0;
	if (last)
		r->list[last - 1].next = r->count;
	else
		*first = r->count;
}

size_t reasons_realm(const char *path)
{
	const char *slash = strchr(path, '/');

	if (slash && in_arch(path))
		slash = strchr(slash + 1, '/');
	return slash ? slash + 1 - path : 0;
}

static int nearness(const struct reason *r, struct place at)
{
	const char *path = str_get(r->place.file), *here = str_get(at.file);
	size_t len = reasons_realm(here);

	if (r->name && r->name == at.function)
		return 0;
	if (r->place.file == at.file && r->place.line == at.line)
		return 0;
	if (r->place.file == at.file)
		return r->place.function && r->place.function == at.function ?
		       4 : 3;
	return len && !strncmp(path, here, len) ? 2 : 1;
}

const struct reason *reasons_nearest(const struct reasons *r, uint32_t first,
				     struct place at, bool typed_only)
{
	const struct reason *nearest = NULL;

	for (uint32_t i = first; i; i = r->list[i - 1].next) {
		const struct reason *one = &r->list[i - 1];

		if (one->typed_only == typed_only &&
		    (!nearest || nearness(one, at) > nearness(nearest, at)))
			nearest = one;
	}
	return nearest;
}

void reasons_free(struct reasons *r)
{
	free(r->list);
	*r = (struct reasons){ 0 };
}
