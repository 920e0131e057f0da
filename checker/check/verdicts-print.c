// SPDX-License-Identifier: GPL-2.0-only
/* Verdicts as JSON, one line for each place. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "json.h"
#include "verdicts.h"

static const char *const is_names[IS_COUNT] = {
	[IS_UNKNOWN] = "unknown",
	[IS_TABLE] = "table",
	[IS_DATA] = "data",
	[IS_BOTH] = "both",
	[IS_COPY] = "copy",
	[IS_DESCRIPTOR] = "descriptor",
	[IS_OTHER] = "other",
	[IS_BODY] = "body",
};

static int compare_places(const struct place *a, const struct place *b)
{
	int order = strcmp(str_get(a->file), str_get(b->file));

	if (order)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

static int compare_lines(const void *a, const void *b)
{
	const struct verdict_line *left = a, *right = b;
	int order = compare_places(&left->place, &right->place);

	if (!order)
		order = strcmp(str_get(left->name), str_get(right->name));
	/* What is known comes first, whatever was entered first. */
	if (!order)
		order = (left->is == IS_UNKNOWN) - (right->is == IS_UNKNOWN);
	if (!order)
		order = (int)left->is - (int)right->is;
	if (!order && left->why && right->why)
		order = strcmp(left->why, right->why);
	return order;
}

static int compare_pairs(const void *a, const void *b)
{
	return compare_places(&((const struct verdict_pair *)a)->place,
			      &((const struct verdict_pair *)b)->place);
}

/* What two ways to one place say of it together. */
static void join(struct verdict_line *into, struct verdict_line *other)
{
	if ((into->is == IS_TABLE && other->is == IS_DATA) ||
	    other->is == IS_BOTH)
		into->is = IS_BOTH;
	into->constructed |= other->constructed;
	into->destructed |= other->destructed;
	into->stored |= other->stored;
	into->several |= other->several;
	into->reserved |= other->reserved;
	into->gather |= other->gather;
	if (!into->listed_by) {
		into->listed = other->listed;
		into->listed_by = other->listed_by;
	}
	if (!into->boot_by) {
		into->boot = other->boot;
		into->boot_by = other->boot_by;
	}
	if (into->level != other->level && other->is == IS_TABLE)
		into->level = LEVEL_NONE;
	into->pairs = xgrow(into->pairs, into->pair_count + other->pair_count,
			    &into->pair_capacity, sizeof(*into->pairs));
	for (size_t i = 0; i < other->pair_count; i++)
		into->pairs[into->pair_count++] = other->pairs[i];
	free(other->pairs);
	free(other->why);
	*other = (struct verdict_line){ 0 };
}

static bool same_site(const struct verdict_line *a,
		      const struct verdict_line *b)
{
	return !compare_places(&a->place, &b->place) && a->name == b->name;
}

static void print_place(FILE *out, const struct place *p)
{
	fputs("\"file\":", out);
	json_quote(out, str_get(p->file));
	fprintf(out, ",\"line\":%u,\"column\":%u", p->line, p->column);
}

static void print_named(FILE *out, const struct place *p, str_t name)
{
	if (!name) {
		fputs("null", out);
		return;
	}
	putc('{', out);
	print_place(out, p);
	fputs(",\"name\":", out);
	json_quote(out, str_get(name));
	putc('}', out);
}

static void print_pairs(FILE *out, struct verdict_line *l)
{
	const struct verdict_pair *last = NULL;

	qsort(l->pairs, l->pair_count, sizeof(*l->pairs), compare_pairs);
	fputs(",\"pairs\":[", out);
	for (size_t i = 0; i < l->pair_count; i++) {
		const struct verdict_pair *p = &l->pairs[i];

		if (last && !compare_places(&last->place, &p->place))
			continue;
		fputs(last ? ",{" : "{", out);
		print_place(out, &p->place);
		fputs(",\"name\":", out);
		json_quote(out, str_get(p->name));
		fprintf(out, ",\"family\":\"%s\"%s}",
			p->family ? family_name(p->family) : "none",
			p->by_level ? ",\"by_level\":true" : "");
		last = p;
	}
	fputs("]", out);
}

static void print_bool(FILE *out, const char *name, bool is)
{
	fprintf(out, ",\"%s\":%s", name, is ? "true" : "false");
}

static void print_line(FILE *out, struct verdict_line *l)
{
	putc('{', out);
	print_place(out, &l->place);
	fputs(",\"function\":", out);
	json_quote(out, l->place.function ? str_get(l->place.function) : NULL);
	fputs(",\"name\":", out);
	json_quote(out, str_get(l->name));
	fprintf(out, ",\"role\":\"%s\",\"verdict\":\"%s\",\"level\":", l->role,
		is_names[l->is]);
	json_quote(out, l->level ? level_name(l->level) : NULL);
	fputs(",\"form\":", out);
	json_quote(out, l->form ? rep_name(l->form) : NULL);
	fputs(",\"why\":", out);
	json_quote(out, l->why);
	fputs(",\"at\":", out);
	if (l->at.line) {
		putc('{', out);
		print_place(out, &l->at);
		putc('}', out);
	} else {
		fputs("null", out);
	}
	print_bool(out, "constructed", l->constructed);
	print_bool(out, "destructed", l->destructed);
	print_bool(out, "stored", l->stored);
	print_bool(out, "several", l->several);
	print_bool(out, "reserved", l->reserved);
	print_bool(out, "gather", l->gather);
	fputs(",\"listed\":", out);
	print_named(out, &l->listed, l->listed_by);
	fputs(",\"boot\":", out);
	print_named(out, &l->boot, l->boot_by);
	print_pairs(out, l);
	fputs("}\n", out);
}

static int compare_names(str_t a, str_t b)
{
	return strcmp(a ? str_get(a) : "", b ? str_get(b) : "");
}

static int compare_found(const void *a, const void *b)
{
	const struct verdict_link *left = a, *right = b;
	int order = compare_places(&left->found, &right->found);

	if (!order)
		order = compare_names(left->id, right->id);
	return order ? order : compare_names(left->about, right->about);
}

static int compare_links(const void *a, const void *b)
{
	const struct verdict_link *left = a, *right = b;
	int order = compare_found(left, right);

	if (!order)
		order = compare_places(&left->place, &right->place);
	if (!order)
		order = compare_names(left->name, right->name);
	/* Who is known to have given it comes first. */
	if (!order)
		order = !left->giver - !right->giver;
	if (!order)
		order = compare_places(&left->given, &right->given);
	return order ? order : compare_names(left->giver, right->giver);
}

static void print_found(FILE *out, const struct verdict_link *l)
{
	fputs("{\"finding\":", out);
	json_quote(out, str_get(l->id));
	putc(',', out);
	print_place(out, &l->found);
	fputs(",\"function\":", out);
	json_quote(out, l->found.function ? str_get(l->found.function) : NULL);
	fputs(",\"about\":", out);
	json_quote(out, l->about ? str_get(l->about) : NULL);
	fputs(",\"giver\":", out);
	print_named(out, &l->given, l->giver);
	fputs(",\"with\":[", out);
}

/* A line for each finding, whatever number of graphs has it. */
static void print_links(struct verdicts *v, FILE *out)
{
	const struct verdict_link *last = NULL;

	qsort(v->links, v->link_count, sizeof(*v->links), compare_links);
	for (size_t i = 0; i < v->link_count; i++) {
		const struct verdict_link *l = &v->links[i];

		if (!last || compare_found(last, l)) {
			if (last)
				fputs("]}\n", out);
			print_found(out, l);
		} else if (l->name && (l->name != last->name ||
				       compare_places(&l->place, &last->place))) {
			if (last->name)
				putc(',', out);
			print_named(out, &l->place, l->name);
		}
		last = l;
	}
	if (last)
		fputs("]}\n", out);
}

void verdicts_print(struct verdicts *v, FILE *out)
{
	struct verdict_line *last = NULL;

	qsort(v->list, v->count, sizeof(*v->list), compare_lines);
	for (size_t i = 0; i < v->count; i++) {
		if (last && same_site(last, &v->list[i])) {
			join(last, &v->list[i]);
			continue;
		}
		if (last)
			print_line(out, last);
		last = &v->list[i];
	}
	if (last)
		print_line(out, last);
	print_links(v, out);
}

void verdicts_free(struct verdicts *v)
{
	for (size_t i = 0; i < v->count; i++) {
		free(v->list[i].why);
		free(v->list[i].pairs);
	}
	free(v->links);
	free(v->list);
	*v = (struct verdicts){ 0 };
}
