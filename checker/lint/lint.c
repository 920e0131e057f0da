// SPDX-License-Identifier: GPL-2.0-only
/* From opinions about files to findings about a series. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lint.h"
#include "mail.h"
#include "outline.h"

/* Functions that allocate or free page tables: a kernel has a few hundred. */
#define MAX_HALVES 2000
#define MAX_LINE 65536

#define GROW(list, count, capacity)					\
	do {								\
		if ((count) == (capacity)) {				\
			(capacity) = (capacity) ? 2 * (capacity) : 16;	\
			(list) = xrealloc(list,				\
					  (capacity) * sizeof(*(list)));\
		}							\
	} while (0)

static void take_opinions(struct lint *l, const struct series_file *f,
			  struct opinions *o)
{
	for (size_t i = 0; i < o->count; i++) {
		const struct series_line *line =
			&f->after.list[o->list[i].line];
		const struct series_line *cause =
			&f->after.list[o->list[i].cause];
		struct lint_item *item;

		GROW(l->after, l->after_count, l->after_capacity);
		item = &l->after[l->after_count++];
		*item = (struct lint_item){
			.opinion = o->list[i], .file = strdup(f->path),
			.line = line->number, .cause_line = cause->number,
			.patch = line->patch,
		};
		item->opinion.added = !line->base;
		item->opinion.cause_added = !cause->base;
	}
	o->count = 0;	/* their strings are ours now */
}

static void take_halves(struct lint_half **list, size_t *count,
			size_t *capacity, const struct series_lines *lines,
			const char *path, struct opinions *o)
{
	for (size_t i = 0; i < o->half_count; i++) {
		const struct series_line *line =
			&lines->list[o->halves[i].line];
		struct lint_half *h;

		GROW(*list, *count, *capacity);
		h = &(*list)[(*count)++];
		*h = (struct lint_half){
			.half = o->halves[i], .file = strdup(path),
			.line = line->number,
			.dtor = lines->list[o->halves[i].dtor].number,
		};
		h->half.added = !line->base;
	}
	o->half_count = 0;
}

void lint_add_untouched(struct lint *l, const struct half *half,
			const struct series_lines *lines, const char *path,
			const char *arch)
{
	for (int i = 0; i < 2; i++) {
		struct half copy = *half;
		struct opinions one = { .halves = &copy, .half_count = 1 };

		copy.stem = strdup(half->stem);
		copy.common_stem = strdup(half->common_stem);
		copy.function = strdup(half->function);
		if (i) {
			take_halves(&l->halves_before, &l->old_count,
				    &l->old_capacity, lines, path, &one);
			continue;
		}
		take_halves(&l->halves_after, &l->half_count,
			    &l->half_capacity, lines, path, &one);
		if (arch)
			l->halves_after[l->half_count - 1].for_arch =
				strdup(arch);
	}
}

static void take_before(struct lint *l, struct opinions *o)
{
	for (size_t i = 0; i < o->count; i++) {
		GROW(l->before, l->before_count, l->before_capacity);
		l->before[l->before_count++] = o->list[i].key;
		o->list[i].key = NULL;
	}
}

static void note_added(struct lint *l, const struct series_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		if (lines->list[i].base)
			continue;
		l->added++;
		if (memmem(lines->list[i].text, lines->list[i].len, "_dtor", 5))
			l->adds_dtor = true;
	}
}

static bool has_opinion(const struct opinions *o, uint32_t first, uint32_t last)
{
	for (size_t i = 0; i < o->count; i++)
		if (o->list[i].line + 1 >= first && o->list[i].line + 1 <= last)
			return true;
	return false;
}

/* Blank lines in place of what has no opinion keep the numbers right. */
static void blank_rest(struct buf *b, const struct opinions *o)
{
	struct buf kept = { 0 };
	struct outline outline;
	size_t off = 0, at = 0;

	outline_read(&outline, b->data, b->len);
	for (uint32_t line = 1; off < b->len; line++) {
		struct span s = span_line(b->data, b->len, off);
		const struct elem *e;

		while (at < outline.nr_elems &&
		       outline.elems[at].last_line < line)
			at++;
		e = at < outline.nr_elems ? &outline.elems[at] : NULL;
		if (*s.text == '#' ||
		    (e && e->first_line <= line &&
		     has_opinion(o, e->first_line, e->last_line)))
			buf_add(&kept, s.text, s.len);
		else
			buf_puts(&kept, "\n");
		off += s.len;
	}
	outline_free(&outline);
	buf_free(b);
	*b = kept;
}

static void keep_text(struct lint *l, const struct series_file *f,
		      const struct opinions *o)
{
	struct lint_text *t;

	if (!l->keep_texts || !f->whole || !o->count)
		return;
	GROW(l->texts, l->text_count, l->text_capacity);
	t = &l->texts[l->text_count++];
	*t = (struct lint_text){ .path = strdup(f->path) };
	for (size_t i = 0; i < f->after.count; i++) {
		buf_add(&t->text, f->after.list[i].text, f->after.list[i].len);
		buf_puts(&t->text, "\n");
	}
	blank_rest(&t->text, o);
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

void lint_file(const struct series_file *file, void *lint)
{
	struct opinions o = { 0 };
	struct lint *l = lint;

	if (has_long_line(&file->after)) {
		outcome_unseen(l->outcome, file->path, NULL, NULL,
			       "it has a line of more than 64 KB");
		return;
	}
	GROW(l->files, l->file_count, l->file_capacity);
	l->files[l->file_count++] = strdup(file->path);
	if (l->added_to)
		write_added(l->added_to, file);
	note_added(l, &file->after);
	if (!judge(l->lists, file->path, &file->after, file->whole, &o))
		outcome_unseen(l->outcome, file->path, NULL, NULL,
			       "it takes too long");
	l->functions += o.functions;
	keep_text(l, file, &o);
	take_opinions(l, file, &o);
	take_halves(&l->halves_after, &l->half_count, &l->half_capacity,
		    &file->after, file->path, &o);
	opinions_free(&o);
	judge(l->lists, file->path, &file->before, file->whole, &o);
	take_before(l, &o);
	take_halves(&l->halves_before, &l->old_count, &l->old_capacity,
		    &file->before, file->path, &o);
	opinions_free(&o);
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int compare_items(const void *a, const void *b)
{
	const struct lint_item *left = *(struct lint_item *const *)a;
	const struct lint_item *right = *(struct lint_item *const *)b;
	int order = strcmp(left->opinion.key, right->opinion.key);

	/* what was there stays first: it is what was there before, too */
	return order ? order :
	       (int)left->opinion.added - (int)right->opinion.added;
}

static void enter(struct outcome *o, const struct lint_item *item)
{
	const struct opinion *op = &item->opinion;
	struct finding *f;

	f = findings_add(&o->findings, op->id, item->file, item->line,
			 op->column, op->function, op->message, op->advice);
	if (op->cause_what && item->cause_line != item->line)
		finding_chain(f, item->file, item->cause_line, op->cause_what);
}

/* As often as a key was there before, it only moved. */
static void enter_new(struct lint *l, struct outcome *o)
{
	struct lint_item **sorted;
	size_t old = 0;

	sorted = xrealloc(NULL, (l->after_count + 1) * sizeof(*sorted));
	for (size_t i = 0; i < l->after_count; i++)
		sorted[i] = &l->after[i];
	qsort(sorted, l->after_count, sizeof(*sorted), compare_items);
	if (l->before_count)
		qsort(l->before, l->before_count, sizeof(*l->before),
		      compare_keys);
	for (size_t i = 0; i < l->after_count; i++) {
		const struct opinion *op = &sorted[i]->opinion;
		int order = -1;

		while (old < l->before_count &&
		       (order = strcmp(l->before[old], op->key)) < 0)
			old++;
		if (old < l->before_count && !order) {
			old++;
			continue;
		}
		if (op->added || op->half)
			enter(o, sorted[i]);
	}
	free(sorted);
}

static bool is_header(const char *path)
{
	size_t len = strlen(path);

	return len > 2 && !strcmp(path + len - 2, ".h");
}

/*
 * Two files that can share page tables: of one architecture or folder. Of
 * several headers an object includes one variant.
 */
static bool same_domain(const char *a, const char *b)
{
	const char *end = strrchr(a, '/');
	size_t len = end ? (size_t)(end - a) + 1 : 0;

	if (!strcmp(a, b))
		return true;
	if (is_header(a) && is_header(b))
		return false;
	if (!strncmp(a, "arch/", 5)) {
		end = strchr(a + 5, '/');
		len = end ? (size_t)(end - a) + 1 : len;
	}
	return !strncmp(a, b, len) && (!strncmp(a, "arch/", 5) ||
				       !strchr(b + len, '/'));
}

static bool same_names(const struct lint_half *a, const struct lint_half *b)
{
	return a->half.allocates == b->half.allocates &&
	       a->half.gather == b->half.gather &&
	       !strcmp(a->half.function, b->half.function) &&
	       !strcmp(a->file, b->file);
}

/* Several variants of a function that do not agree tell nothing. */
static bool is_ambiguous(const struct lint_half *list, size_t count,
			 const struct lint_half *h)
{
	for (size_t i = 0; i < count; i++)
		if (same_names(&list[i], h) &&
		    (list[i].half.new_family != h->half.new_family ||
		     list[i].half.constructs != h->half.constructs))
			return true;
	return false;
}

static bool serves(const struct lint_half *generic, const struct lint_half *own)
{
	return generic->for_arch && !own->for_arch &&
	       !strncmp(own->file, generic->for_arch,
			strlen(generic->for_arch));
}

static bool is_pair(const struct lint_half *a, const struct lint_half *f)
{
	if (!a->half.allocates || f->half.allocates || !*a->half.stem ||
	    strcmp(a->half.stem, f->half.stem))
		return false;
	/* far apart, only the names that everybody uses tell anything */
	if (strcmp(a->file, f->file) &&
	    strcmp(a->half.common_stem, f->half.common_stem))
		return false;
	if (a->for_arch || f->for_arch)
		return serves(a, f) || serves(f, a);
	return same_domain(a->file, f->file);
}

static bool families_differ(const struct lint_half *a,
			    const struct lint_half *f)
{
	return !f->half.gather && a->half.new_family != f->half.new_family;
}

static bool ctors_differ(const struct lint_half *a, const struct lint_half *f)
{
	return a->half.constructs != f->half.constructs &&
	       !(f->half.gather && a->half.constructs);
}

typedef bool (*differ)(const struct lint_half *a, const struct lint_half *f);

static bool was_so_before(const struct lint *l, const struct lint_half *a,
			  const struct lint_half *f, differ differ)
{
	for (size_t i = 0; i < l->old_count; i++)
		for (size_t k = 0; k < l->old_count; k++)
			if (same_names(&l->halves_before[i], a) &&
			    same_names(&l->halves_before[k], f) &&
			    differ(&l->halves_before[i], &l->halves_before[k]))
				return true;
	return false;
}

__attribute__((format(printf, 8, 9)))
static void enter_pair(struct outcome *o, const char *id,
		       const struct lint_half *at, uint32_t line,
		       const struct lint_half *other, const char *what,
		       const char *advice, const char *format, ...)
{
	char message[512];
	struct finding *f;
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	f = findings_add(&o->findings, id, at->file, line,
			 line == at->line ? at->half.column : 0,
			 at->half.function, message, advice);
	finding_chain(f, other->file, other->line, what);
}

static void judge_families(struct lint *l, const struct lint_half *a,
			   const struct lint_half *f, struct outcome *o)
{
	if (!families_differ(a, f) || (!a->half.added && !f->half.added) ||
	    was_so_before(l, a, f, families_differ))
		return;
	enter_pair(o, "PT006", f, f->line, a, "it is allocated here",
		   a->half.new_family ? "use pagetable_free()" :
		   "use pagetable_alloc() where it is allocated",
		   a->half.new_family ?
		   "%s() frees by pages what %s() takes from pagetable_alloc()" :
		   "%s() frees with pagetable_free() what %s() takes by pages",
		   f->half.function, a->half.function);
}

static void judge_ctors(struct lint *l, const struct lint_half *a,
			const struct lint_half *f, struct outcome *o)
{
	if (!ctors_differ(a, f) || was_so_before(l, a, f, ctors_differ))
		return;
	if (a->half.constructs)
		enter_pair(o, "PT007", f, f->line, a, "it is allocated here",
			   "call the dtor before",
			   "%s() frees without a dtor what %s() constructs",
			   f->half.function, a->half.function);
	else
		enter_pair(o, "PT007", f, f->dtor, a, "it is allocated here",
			   "call the ctor when it is allocated, or no dtor",
			   "%s() runs the dtor on what %s() allocates without a ctor",
			   f->half.function, a->half.function);
}

/* A function that gives tables to the TLB gather and lost its dtor. */
static void judge_lost_dtor(struct lint *l, const struct lint_half *h,
			    struct outcome *o)
{
	if (!h->half.gather || h->half.constructs || l->adds_dtor)
		return;
	for (size_t i = 0; i < l->old_count; i++)
		if (same_names(&l->halves_before[i], h) &&
		    l->halves_before[i].half.constructs)
			enter_pair(o, "PT007", h, h->line, h,
				   "it had one before",
				   "keep the dtor",
				   "%s() frees a page table, but its dtor was removed",
				   h->half.function);
}

static void enter_pairs(struct lint *l, struct outcome *o)
{
	const struct lint_half *list = l->halves_after;

	if (l->half_count > MAX_HALVES || l->old_count > MAX_HALVES) {
		outcome_unseen(o, "pairs", NULL, NULL,
			       "the series has too many to compare");
		return;
	}
	for (size_t i = 0; i < l->half_count; i++) {
		if (is_ambiguous(list, l->half_count, &list[i]))
			continue;
		judge_lost_dtor(l, &list[i], o);
		for (size_t k = 0; k < l->half_count; k++) {
			if (!is_pair(&list[i], &list[k]) ||
			    is_ambiguous(list, l->half_count, &list[k]))
				continue;
			judge_families(l, &list[i], &list[k], o);
			judge_ctors(l, &list[i], &list[k], o);
		}
	}
}

void lint_finish(struct lint *l, struct outcome *o)
{
	enter_new(l, o);
	enter_pairs(l, o);
}

static void free_halves(struct lint_half *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(list[i].half.stem);
		free(list[i].half.common_stem);
		free(list[i].half.function);
		free(list[i].file);
		free(list[i].for_arch);
	}
	free(list);
}

void lint_free(struct lint *l)
{
	for (size_t i = 0; i < l->after_count; i++) {
		free(l->after[i].opinion.function);
		free(l->after[i].opinion.message);
		free(l->after[i].opinion.key);
		free(l->after[i].file);
	}
	for (size_t i = 0; i < l->before_count; i++)
		free(l->before[i]);
	for (size_t i = 0; i < l->text_count; i++) {
		free(l->texts[i].path);
		buf_free(&l->texts[i].text);
	}
	free(l->texts);
	for (size_t i = 0; i < l->file_count; i++)
		free(l->files[i]);
	free(l->files);
	free(l->after);
	free(l->before);
	free_halves(l->halves_after, l->half_count);
	free_halves(l->halves_before, l->old_count);
	*l = (struct lint){ 0 };
}
