// SPDX-License-Identifier: GPL-2.0-only
/* From opinions about files to findings about a series. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "lint.h"
#include "mail.h"
#include "outline.h"

#define MAX_LINE 65536
/* Bytes of files that semantic patches are given. */
#define MAX_TEXTS (16u << 20)
/* Opinions about what was there before, of all files. */
#define MAX_KEYS 100000

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

		if (*count > MAX_HALVES)
			break;		/* they are not compared any more */
		GROW(*list, *count, *capacity);
		h = &(*list)[(*count)++];
		*h = (struct lint_half){
			.half = o->halves[i], .file = strdup(path),
			.line = line->number,
			.dtor = lines->list[o->halves[i].dtor].number,
		};
		h->half.added = !line->base;
		o->halves[i] = (struct half){ 0 };	/* they are ours now */
	}
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
		} else {
			take_halves(&l->halves_after, &l->half_count,
				    &l->half_capacity, lines, path, &one);
			if (arch && !copy.stem)
				l->halves_after[l->half_count - 1].for_arch =
					strdup(arch);
		}
		free(copy.stem);	/* of what was not taken any more */
		free(copy.common_stem);
		free(copy.function);
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

static long count_ctors(const struct series_lines *lines)
{
	long count = 0;

	for (size_t i = 0; i < lines->count; i++)
		count += memmem(lines->list[i].text, lines->list[i].len,
				"_ctor", 5) != NULL;
	return count;
}

/* The text of a line without blanks: code that is indented anew is old. */
static uint64_t line_hash(const struct series_line *line)
{
	struct buf b = { 0 };
	uint64_t hash;

	buf_puts(&b, "");
	for (uint32_t i = 0; i < line->len; i++)
		if (line->text[i] != ' ' && line->text[i] != '\t')
			buf_add(&b, line->text + i, 1);
	hash = XXH3_64bits(b.data, b.len);
	buf_free(&b);
	return hash;
}

/* What is no longer there: both lists are in the order of the old file. */
static void note_removed(struct lint *l, const struct series_file *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->before.count; i++) {
		const struct series_line *old = &f->before.list[i];

		while (kept < f->after.count &&
		       f->after.list[kept].base < old->number)
			kept++;
		if (kept < f->after.count &&
		    f->after.list[kept].base == old->number)
			continue;
		GROW(l->removed, l->removed_count, l->removed_capacity);
		l->removed[l->removed_count++] = line_hash(old);
	}
}

static void keep_added(struct lint_text *t, const struct series_file *f)
{
	for (size_t i = 0; i < f->after.count; i++) {
		const struct series_line *line = &f->after.list[i];

		if (line->base)
			continue;
		GROW(t->added, t->added_count, t->added_capacity);
		t->added[t->added_count++] = (struct lint_added){
			.line = line->number, .hash = line_hash(line),
		};
	}
}

static bool has_opinion(const struct opinions *o, uint32_t first, uint32_t last)
{
	for (size_t i = 0; i < o->count; i++)
		if (o->list[i].line + 1 >= first && o->list[i].line + 1 <= last)
			return true;
	return false;
}

static bool has_added(const struct lint_text *t, uint32_t first, uint32_t last)
{
	for (size_t i = 0; i < t->added_count; i++)
		if (t->added[i].line >= first && t->added[i].line <= last)
			return true;
	return false;
}

static bool is_kept(const struct lint *l, const struct lint_text *t,
		    const struct opinions *o, const struct elem *e,
		    uint32_t line)
{
	if (!e || e->first_line > line)
		return l->smpl;
	return has_opinion(o, e->first_line, e->last_line) ||
	       has_added(t, e->first_line, e->last_line);
}

/* Blank lines in place of what nobody will look at keep the numbers right. */
static void blank_rest(const struct lint *l, struct lint_text *t,
		       const struct opinions *o)
{
	struct buf *b = &t->text, kept = { 0 };
	const struct elem *asked = NULL;
	struct outline outline;
	size_t off = 0, at = 0;
	bool keep = false, directive = false;

	outline_read(&outline, b->data, b->len);
	for (uint32_t line = 1; off < b->len; line++) {
		struct span s = span_line(b->data, b->len, off);
		const struct elem *e;

		while (at < outline.nr_elems &&
		       outline.elems[at].last_line < line)
			at++;
		e = at < outline.nr_elems ? &outline.elems[at] : NULL;
		if (!e || e != asked || e->first_line >= line)
			keep = is_kept(l, t, o, e, line);
		asked = e;
		directive |= *s.text == '#';
		if (directive || keep)
			buf_add(&kept, s.text, s.len);
		else
			buf_puts(&kept, "\n");
		directive &= s.len > 1 && s.text[s.len - 2] == '\\';
		off += s.len;
	}
	outline_free(&outline);
	buf_free(b);
	*b = kept;
}

static bool has_room(struct lint *l, const struct series_file *f)
{
	bool had = l->text_bytes <= MAX_TEXTS;

	for (size_t i = 0; i < f->after.count; i++)
		l->text_bytes += f->after.list[i].len + 1;
	if (l->text_bytes <= MAX_TEXTS)
		return true;
	if (had)
		outcome_unseen(l->outcome, f->path, NULL, NULL,
			       "semantic patches get 16 MB of text, and no more");
	return false;
}

static void keep_text(struct lint *l, const struct series_file *f,
		      const struct opinions *o)
{
	struct lint_text *t;

	if (!f->whole || !(l->smpl || (l->keep_texts && o->count)) ||
	    !has_room(l, f))
		return;
	GROW(l->texts, l->text_count, l->text_capacity);
	t = &l->texts[l->text_count++];
	*t = (struct lint_text){ .path = strdup(f->path) };
	for (size_t i = 0; i < f->after.count; i++) {
		buf_add(&t->text, f->after.list[i].text, f->after.list[i].len);
		buf_puts(&t->text, "\n");
	}
	if (l->smpl)
		keep_added(t, f);
	blank_rest(l, t, o);
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

/* What the file had before is taken off: without all of it nothing counts. */
static bool judge_before(struct lint *l, const struct series_file *file)
{
	struct opinions o = { 0 };
	bool all = judge(l->lists, file->path, &file->before, file->whole, &o);

	all &= !o.full && l->before_count + o.count <= MAX_KEYS;
	if (all)
		take_before(l, &o);
	take_halves(&l->halves_before, &l->old_count, &l->old_capacity,
		    &file->before, file->path, &o);
	opinions_free(&o);
	return all;
}

/* Functions with more in them than is followed. */
static void say_cut(struct lint *l, const char *path, const struct opinions *o)
{
	for (size_t i = 0; i < o->cut_count; i++) {
		char *why = xasprintf("%s() has too much in it: a part was not looked at",
				      o->cut[i]);

		outcome_unseen(l->outcome, path, NULL, NULL, why);
		free(why);
	}
}

static void judge_after(struct lint *l, const struct series_file *file,
			bool known)
{
	struct opinions o = { 0 };
	bool all = judge(l->lists, file->path, &file->after, file->whole, &o);

	if (!all)
		outcome_unseen(l->outcome, file->path, NULL, NULL,
			       "it takes too long");
	else if (!known)
		outcome_unseen(l->outcome, file->path, NULL, NULL,
			       "there is too much in it that was there before");
	else if (o.full)
		outcome_unseen(l->outcome, file->path, NULL, NULL,
			       "more than 10000 places of it are findings");
	say_cut(l, file->path, &o);
	l->functions += o.functions;
	keep_text(l, file, &o);
	take_halves(&l->halves_after, &l->half_count, &l->half_capacity,
		    &file->after, file->path, &o);
	if (known)
		take_opinions(l, file, &o);
	opinions_free(&o);
}

/* Enough for anybody who reads them. */
static bool is_full(struct lint *l, const struct series_file *file)
{
	if (l->after_count < MAX_OPINIONS)
		return false;
	if (!l->left_out++)
		l->first_left_out = strdup(file->path);
	return true;
}

static void say_left_out(const struct lint *l, struct outcome *o)
{
	char why[100];

	if (!l->left_out)
		return;
	snprintf(why, sizeof(why),
		 "10000 findings are enough: it and %zu more files are not looked at",
		 l->left_out - 1);
	outcome_unseen(o, l->first_left_out, NULL, NULL, why);
}

void lint_file(const struct series_file *file, void *lint)
{
	struct lint *l = lint;

	if (is_full(l, file))
		return;
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
	l->ctors += count_ctors(&file->after) - count_ctors(&file->before);
	if (l->smpl)
		note_removed(l, file);
	judge_after(l, file, judge_before(l, file));
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

void lint_finish(struct lint *l, struct outcome *o)
{
	enter_new(l, o);
	lint_pairs(l, o);
	say_left_out(l, o);
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
		free(l->texts[i].added);
	}
	free(l->removed);
	free(l->first_left_out);
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
