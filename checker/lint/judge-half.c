// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pairs by name: pmd_alloc_one() and pmd_free() are about the same tables,
 * page_table_alloc() and page_table_free() are, too.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "judge-int.h"

/* The first of these are in the names that every architecture has. */
#define COMMON 3

/* Parts of names that say what is done, not with what. */
static bool says_nothing(const char *part, size_t len, size_t count)
{
	static const char *const words[] = {
		"alloc", "free", "one", "get", "put", "new", "create",
		"destroy", "release", "preallocate", "prealloc", "late", "do",
		"early", "tlb", "rcu", "now", "defer", "deferred", "allocate",
		"remove",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words) && i < count; i++)
		if (strlen(words[i]) == len && !memcmp(words[i], part, len))
			return true;
	return false;
}

static char *stem_of(const char *name, size_t len, size_t count)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < len;) {
		size_t n = 0;

		while (i + n < len && name[i + n] != '_')
			n++;
		if (n && !says_nothing(name + i, n, count)) {
			if (b.len)
				buf_puts(&b, "_");
			buf_add(&b, name + i, n);
		}
		i += n + 1;
	}
	if (!b.len)
		buf_puts(&b, "");
	return b.data;
}

static void add_half(struct reader *r, struct half half, uint32_t token,
		     uint32_t dtor)
{
	struct opinions *out = r->out;
	const struct elem *e = r->f->elem;
	const struct token *t = token_at(r, token);
	uint32_t bol = t->off, len = e->name_len;

	if (out->half_count > MAX_HALVES || len > MAX_NAME)
		return;
	while (bol && r->text[bol - 1] != '\n')
		bol--;
	out->halves = xgrow(out->halves, out->half_count, &out->half_capacity,
			    sizeof(*out->halves));
	half.stem = stem_of(r->text + e->name, len, (size_t)-1);
	half.common_stem = stem_of(r->text + e->name, len, COMMON);
	half.function = judge_name(r->text + e->name, len);
	half.line = t->line - 1;
	half.column = t->off - bol + 1;
	half.dtor = dtor ? token_at(r, dtor)->line - 1 : half.line;
	out->halves[out->half_count++] = half;
}

/*
 * A token of a name that has `part` in it: what a function of another name
 * does for this one is not followed.
 */
static uint32_t names_part(const struct reader *r, const char *part)
{
	size_t len = strlen(part);

	for (uint32_t i = r->f->body; i < r->f->count; i++)
		if (at_ident(r, i) &&
		    memmem(token_text(r, i), token_at(r, i)->len, part, len))
			return i;
	return 0;
}

/* The one allocation that the function gives to somebody else. */
static void find_allocation(struct reader *r)
{
	const struct object *found = NULL;

	for (size_t i = 0; i < r->object_count; i++) {
		const struct object *o = &r->objects[i];

		if (!o->family || !object_is_table(r, o) || !o->escapes)
			continue;
		if (found)
			return;
		found = o;
	}
	if (found && (found->family == FAMILY_PAGE ||
		      found->family == FAMILY_PTDESC))
		add_half(r, (struct half){
			.allocates = true,
			.new_family = found->family == FAMILY_PTDESC,
			.constructs = found->constructed ||
				      names_part(r, "_ctor"),
		}, found->allocated, 0);
}

/* Is it known for freeing what somebody else allocated? */
static bool takes_table(const struct reader *r)
{
	const struct elem *e = r->f->elem;
	str_t name = str_find(r->text + e->name, e->name_len);

	return name && api_role(name, ROLE_TAKES_TABLE);
}

/* The one free of a table that somebody else allocated. */
static void find_free(struct reader *r)
{
	const struct use *found = NULL;
	uint32_t dtor = 0;

	for (size_t i = 0; i < r->use_count; i++) {
		const struct use *u = &r->uses[i];
		const struct object *o = &r->objects[u->object];

		if ((u->kind != USE_FREE && u->kind != USE_REMOVE) ||
		    o->family || !object_is_table(r, o))
			continue;
		if (u->kind == USE_FREE && u->api->family != FAMILY_PAGE &&
		    u->api->family != FAMILY_PTDESC)
			continue;
		if (o->destructed)
			dtor = o->destructed_at;
		if (found && (found->kind != u->kind ||
			      found->api->family != u->api->family))
			return;
		found = u;
	}
	if (!dtor)
		dtor = names_part(r, "_dtor");
	if (!found && (dtor || takes_table(r)))
		add_half(r, (struct half){ .constructs = dtor, .handed = true },
			 r->f->body, dtor);
	if (found)
		add_half(r, (struct half){
			.new_family = found->api->family == FAMILY_PTDESC ||
				      found->api->as == REP_PTDESC,
			.constructs = dtor,
			.gather = found->kind == USE_REMOVE,
		}, found->token, dtor);
}

void find_halves(struct reader *r)
{
	if (!r->table_path)
		return;
	find_allocation(r);
	find_free(r);
}
