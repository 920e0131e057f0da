// SPDX-License-Identifier: GPL-2.0-only
/* From what the engine finds in files to findings about a series. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lint.h"
#include "neighbour.h"

#define MAX_LINE 65536
/* Bytes of files that are one program: a series of that size is cut. */
#define MAX_PROGRAM (4u << 20)

static void note_added(struct lint *l, const struct series_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		if (lines->list[i].base)
			continue;
		l->added++;
		if (half_destructs(lines->list[i].text, lines->list[i].len))
			l->adds_dtor = true;
	}
}

static long count_ctors(const struct series_lines *lines)
{
	long count = 0;

	for (size_t i = 0; i < lines->count; i++)
		count += half_constructs(lines->list[i].text,
					 lines->list[i].len);
	return count;
}

/* No source has such lines; looking for columns in them would take hours. */
static bool has_long_line(const struct series_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->list[i].len > MAX_LINE)
			return true;
	return false;
}

/* PATH, number and text, each with a zero byte behind it. */
static void write_added(FILE *out, const struct series_file *f)
{
	for (size_t i = 0; i < f->after.count; i++) {
		const struct series_line *l = &f->after.list[i];

		if (l->base || memchr(l->text, '\0', l->len))
			continue;
		fprintf(out, "%s%c%u%c%.*s%c", f->path, 0, l->number, 0,
			(int)l->len, l->text, 0);
	}
}

static void say_unread(void *context, const char *path, const char *function,
		       const char *why)
{
	struct lint *l = context;
	char *what = *function ? xasprintf("%s(): %s", function, why)
			       : xstrdup(why);

	outcome_unseen(l->outcome, path, NULL, NULL, what);
	free(what);
}

/* For who reads the texts of the files again. */
static void keep_texts(struct lint *l, size_t first)
{
	for (size_t i = 0; i < l->after.count; i++) {
		const struct program_file *f = &l->after.files[i];
		bool wanted = l->smpl;

		for (size_t k = first; !wanted && l->keep_texts &&
				       k < l->after.found_count; k++)
			wanted = !strcmp(l->after.found[k].f.file,
					 str_get(f->path));
		if (wanted)
			texts_keep(l, f);
	}
}

/*
 * What was there before is only of interest where there is something now, or
 * something will be, of which this may be the place that it comes from.
 */
static void look(struct lint *l, bool more)
{
	size_t first = l->after.found_count;

	if (l->after.left_out) {
		program_drop(&l->after);
		program_drop(&l->before);
		return;
	}
	lint_neighbours(l);
	program_look(&l->after, say_unread, l);
	if (more || l->after.found_count || l->after.half_count)
		program_look(&l->before, NULL, NULL);
	lint_replaced(&l->after);
	lint_replaced(&l->before);
	keep_texts(l, first);
	program_drop(&l->after);
	program_drop(&l->before);
}

static size_t size_of(const struct series_lines *lines)
{
	size_t bytes = 0;

	for (size_t i = 0; i < lines->count; i++)
		bytes += lines->list[i].len + 1;
	return bytes;
}

void lint_file(const struct series_file *file, void *lint)
{
	struct lint *l = lint;

	if (has_long_line(&file->after)) {
		outcome_unseen(l->outcome, file->path, NULL, NULL,
			       "it has a line of more than 64 KB");
		return;
	}
	if (l->added_to)
		write_added(l->added_to, file);
	note_added(l, &file->after);
	l->ctors += count_ctors(&file->after) - count_ctors(&file->before);
	if (l->smpl)
		texts_note_removed(l, file);
	if (l->after.count &&
	    l->after.bytes + size_of(&file->after) > MAX_PROGRAM)
		look(l, true);
	program_add(&l->after, file->path, &file->after, file->whole);
	program_add(&l->before, file->path, &file->before, file->whole);
}

static int compare_keys(const void *a, const void *b)
{
	const struct program_finding *left = a, *right = b;

	return strcmp(left->key, right->key);
}

static int compare_found(const void *a, const void *b)
{
	const struct program_finding *left = a, *right = b;
	int order = strcmp(left->key, right->key);

	if (order)
		return order;
	/* what was there stays first: it is what was there before, too */
	if (left->added != right->added)
		return (int)left->added - (int)right->added;
	order = strcmp(left->f.file, right->f.file);
	return order ? order : (int)left->f.line - (int)right->f.line;
}

/* What a ctor or dtor that goes away leaves, is told where nothing is added. */
static bool is_of_series(const struct program_finding *found)
{
	return found->added || found->caused || !strcmp(found->f.id, "PT007");
}

static void enter(struct outcome *o, struct finding *f)
{
	struct findings *all = &o->findings;

	all->list = xgrow(all->list, all->count, &all->capacity,
			  sizeof(*all->list));
	all->list[all->count++] = *f;
	*f = (struct finding){ 0 };	/* it is theirs now */
}

/* Without all of what was there before nothing can be compared. */
static bool is_comparable(struct lint *l, struct outcome *o)
{
	if (l->before.left_out)
		outcome_unseen(o, "the findings", NULL, NULL,
			       "there are too many that were there before");
	else if (l->after.left_out)
		outcome_unseen(o, "the findings", NULL, NULL,
			       "10000 of them are enough: others are not looked for");
	return !l->before.left_out;
}

/* As often as a key was there before, it only moved. */
static void enter_new(struct lint *l, struct outcome *o)
{
	struct program *now = &l->after, *then = &l->before;
	size_t old = 0;

	if (!is_comparable(l, o))
		return;
	if (now->found_count)
		qsort(now->found, now->found_count, sizeof(*now->found),
		      compare_found);
	if (then->found_count)
		qsort(then->found, then->found_count, sizeof(*then->found),
		      compare_keys);
	for (size_t i = 0; i < now->found_count; i++) {
		struct program_finding *found = &now->found[i];

		while (old < then->found_count &&
		       compare_keys(&then->found[old], found) < 0)
			old++;
		if (old < then->found_count &&
		    !compare_keys(&then->found[old], found))
			old++;
		else if (is_of_series(found))
			enter(o, &found->f);
	}
}

void lint_finish(struct lint *l, struct outcome *o)
{
	look(l, false);
	enter_new(l, o);
	lint_pairs(l, o);
	if (l->after.lost)
		outcome_unseen(o, "values of too many origins", NULL, NULL,
			       "what else can be in them is not followed");
}

void lint_free(struct lint *l)
{
	texts_free(l);
	program_free(&l->after);
	program_free(&l->before);
	*l = (struct lint){ 0 };
}
