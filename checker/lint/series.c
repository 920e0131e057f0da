// SPDX-License-Identifier: GPL-2.0-only
/* A series applied in memory, one group of files that share names at a time. */
#define _GNU_SOURCE
#include <errno.h>
#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "buf.h"
#include "escape.h"
#include "hunkapply.h"
#include "patchname.h"
#include "scan/scan.h"
#include "series.h"

#define MAX_STRIP 4
/* Lines of a file, and lines and bytes of all hunks for one. */
#define MAX_FILE_LINES 200000
#define MAX_GROUP_LINES 400000
/* What all patches for files that share names may take to apply. */
#define GROUP_SECONDS 5

/* A file of a patch, with names as the tree has them. */
struct change {
	const struct patch_file *file;
	const char *old_path;	/* NULL: it is new */
	const char *new_path;	/* NULL: it is deleted */
	uint32_t patch;
	size_t index;
	struct name *name;
};

/* A name, and the one that stands for all names of its group. */
struct name {
	const char *path;
	struct name *parent;
	bool matters;
};

struct plan {
	struct series *s;
	struct change *changes;
	size_t count;
	void *names;		/* of tsearch() */
	struct open_file *open;
	size_t open_count, open_capacity;
	double end;		/* when the group has taken too long */
	bool late;		/* it has, and that was said */
};

/* A file of the group that is worked on. */
struct open_file {
	struct series_file f;
	struct buf base;
	bool fresh;		/* no patch has changed it yet */
};

static int compare_names(const void *a, const void *b)
{
	const struct name *left = a, *right = b;

	return strcmp(left->path, right->path);
}

static struct name *find_name(struct plan *p, const char *path)
{
	struct name key = { .path = path }, **found;

	found = tsearch(&key, &p->names, compare_names);
	if (!found)
		out_of_memory();
	if (*found == &key) {
		struct name *new = xrealloc(NULL, sizeof(*new));

		*new = (struct name){ .path = path };
		new->parent = new;
		*found = new;
	}
	return *found;
}

static struct name *root_of(struct name *n)
{
	while (n->parent != n) {
		n->parent = n->parent->parent;
		n = n->parent;
	}
	return n;
}

/*
 * Lines: those that are changed, in page-table code or elsewhere, and those
 * beside them. What is added among members for page tables is one of them.
 */
enum where { CHANGED_ANYWHERE, CHANGED_TABLE_PATH, BESIDE };

/* Does a line of the file have a word that a check may ask for? */
static bool word_matters(const struct lists *l, enum where where,
			 const char *word, size_t len)
{
	static const uint32_t masks[] = {
		[CHANGED_ANYWHERE] = CLASS_ANYWHERE,
		[CHANGED_TABLE_PATH] = CLASS_ALL,
		[BESIDE] = CLASS_BIT(CLASS_MEMBERS),
	};

	if (wordset_lookup(l->words, word, len) & masks[where])
		return true;
	return where == CHANGED_TABLE_PATH && lists_is_table_word(l, word, len);
}

static bool line_matters(const struct lists *l, enum where where,
			 const struct patch_line *line)
{
	uint32_t i = 0;

	while (i < line->len) {
		uint32_t start = i;

		while (i < line->len &&
		       is_word_char((unsigned char)line->text[i]))
			i++;
		if (i - start >= WORDSET_MIN &&
		    word_matters(l, where, line->text + start, i - start))
			return true;
		i += i == start;
	}
	return false;
}

static bool hunks_matter(const struct series *s, const struct patch_file *f,
			 bool table_path)
{
	enum where changed = table_path ? CHANGED_TABLE_PATH :
					  CHANGED_ANYWHERE;
	bool header = f->new_name && patchname_is_header(f->new_name);

	for (size_t i = 0; i < f->hunk_count; i++) {
		const struct patch_hunk *h =
			&s->patches->hunks[f->first_hunk + i];
		const char *at = h->body;
		struct patch_line line;

		while (hunk_next(h, &at, &line))
			if ((line.sign != ' ' || header) &&
			    line_matters(s->lists, line.sign == ' ' ?
					 BESIDE : changed, &line))
				return true;
	}
	return false;
}

/* How many folders to leave out of the file's names. */
static int guess_strip(struct series *s, const struct patch_file *f)
{
	int strip = patchname_strip(f->old_name, f->new_name);
	const char *name = f->old_name ? f->old_name : f->new_name;
	const char *cut = patchname_cut(name, strip);

	if (s->strip >= 0)
		return s->strip;
	if (!f->old_name || (cut && patchname_is_inside(cut) &&
			     source_has(s->source, cut)))
		return strip;
	for (int i = 0; i <= MAX_STRIP; i++) {
		cut = patchname_cut(name, i);
		if (cut && patchname_is_inside(cut) &&
		    source_has(s->source, cut))
			return i;
	}
	return strip;
}

static int refuse(struct series *s, const struct patch_file *f,
		  const char *name)
{
	char line[64];

	snprintf(line, sizeof(line), "line %u: the name \"", f->line);
	buf_puts(&s->error, line);
	buf_puts(&s->error, name);
	buf_puts(&s->error, "\" is not one of a file below the tree");
	return -1;
}

static int cut_name(struct series *s, const struct patch_file *f,
		    const char *name, int strip, const char **path)
{
	if (!name)
		return 0;
	*path = patchname_cut(name, strip);
	if (*path && patchname_is_inside(*path))
		return 0;
	return refuse(s, f, name);
}

static const char *path_of(const struct change *c)
{
	return c->new_path ? c->new_path : c->old_path;
}

/* Only C is judged, and links and submodules are no C. */
static bool is_code(const struct change *c)
{
	return !c->file->binary && !c->file->other && scan_is_c(path_of(c));
}

static int plan_change(struct plan *p, size_t index, uint32_t patch)
{
	const struct patch_file *f = &p->s->patches->files[index];
	struct change *c = &p->changes[index];
	struct name *old = NULL, *new = NULL;
	int strip = patchname_strip(f->old_name, f->new_name);

	*c = (struct change){ .file = f, .patch = patch, .index = index };
	/* asking the tree takes time: only where something may be found */
	if (p->s->strip >= 0 ||
	    hunks_matter(p->s, f, true))
		strip = guess_strip(p->s, f);
	if (cut_name(p->s, f, f->old_name, strip, &c->old_path) ||
	    cut_name(p->s, f, f->new_name, strip, &c->new_path))
		return -1;
	if (c->old_path)
		old = root_of(find_name(p, c->old_path));
	if (c->new_path)
		new = root_of(find_name(p, c->new_path));
	if (old && new && old != new) {
		old->matters |= new->matters;
		new->parent = old;
	}
	c->name = old ? old : new;
	if (is_code(c) &&
	    hunks_matter(p->s, f, p->s->anywhere ||
			 lists_has_path(p->s->lists, path_of(c))))
		c->name->matters = true;
	return 0;
}

static int make_plan(struct plan *p)
{
	const struct patches *all = p->s->patches;

	p->count = all->file_count;
	p->changes = xcalloc(p->count + 1, sizeof(*p->changes));
	for (size_t i = 0; i < all->count; i++) {
		const struct patch *patch = &all->list[i];

		for (size_t j = 0; j < patch->file_count; j++)
			if (plan_change(p, patch->first_file + j, (uint32_t)i))
				return -1;
	}
	for (size_t i = 0; i < p->count; i++)
		p->changes[i].name = root_of(p->changes[i].name);
	return 0;
}

static int compare_changes(const void *left, const void *right)
{
	const struct change *a = left, *b = right;
	int order = strcmp(a->name->path, b->name->path);

	if (order)
		return order;
	return a->index < b->index ? -1 : a->index > b->index;
}

/* What cannot be looked at, and why. */
__attribute__((format(printf, 3, 4)))
static void unseen(struct plan *p, const char *path, const char *format, ...)
{
	char why[256];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	outcome_unseen(p->s->outcome, path, NULL, NULL, why);
}

static struct open_file *find_open(struct plan *p, const char *path, bool whole)
{
	for (size_t i = 0; i < p->open_count; i++) {
		struct open_file *o = &p->open[i];

		if (o->f.whole == whole && !o->f.gone &&
		    !strcmp(o->f.path, path))
			return o;
	}
	return NULL;
}

static struct open_file *add_open(struct plan *p, const char *path, bool whole)
{
	struct open_file *o;

	if (p->open_count == p->open_capacity) {
		p->open_capacity = p->open_capacity ? 2 * p->open_capacity : 8;
		p->open = xrealloc(p->open, p->open_capacity * sizeof(*o));
	}
	o = &p->open[p->open_count++];
	*o = (struct open_file){ .fresh = true };
	o->f.path = xstrdup(path);
	o->f.whole = whole;
	return o;
}

static void close_last(struct plan *p)
{
	struct open_file *o = &p->open[--p->open_count];

	lines_free(&o->f.after);
	lines_free(&o->f.before);
	buf_free(&o->base);
	free(o->f.path);
}

static bool has_many_lines(const struct buf *b)
{
	const char *at = b->data, *end = b->data + b->len;

	for (int lines = 0; b->len && (at = memchr(at, '\n', (size_t)(end - at)));
	     at++)
		if (++lines > MAX_FILE_LINES)
			return true;
	return false;
}

/* The file as it is before the series; NULL if it cannot be had. */
static struct open_file *load(struct plan *p, const struct change *c,
			      const char *blob)
{
	struct open_file *o = add_open(p, c->old_path, true);
	int err = source_read(p->s->source, c->old_path, blob, &o->base);

	if (!err && has_many_lines(&o->base)) {
		unseen(p, c->old_path, "it has more than %d lines",
		       MAX_FILE_LINES);
		close_last(p);
		return NULL;
	}
	if (!err) {
		lines_split(&o->f.after, o->base.data, o->base.len);
		lines_split(&o->f.before, o->base.data, o->base.len);
		return o;
	}
	close_last(p);
	if (err != -ENOENT)
		unseen(p, c->old_path, "it cannot be read: %s", err == -ELOOP ?
		       "symbolic links are not followed" : strerror(-err));
	return NULL;
}

static bool apply(struct plan *p, struct series_lines *lines,
		  const struct change *c, bool reverse)
{
	return hunks_apply(lines, &p->s->patches->hunks[c->file->first_hunk],
			   c->file->hunk_count, c->patch, reverse);
}

static bool keeps_name(const struct change *c, const char *path)
{
	return c->old_path && c->new_path && !strcmp(c->old_path, path) &&
	       !strcmp(c->new_path, path);
}

static void rebase(struct open_file *o)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < o->f.after.count; i++) {
		buf_add(&text, o->f.after.list[i].text, o->f.after.list[i].len);
		buf_puts(&text, "\n");
	}
	lines_free(&o->f.after);
	lines_free(&o->f.before);
	buf_free(&o->base);
	o->base = text;
	lines_split(&o->f.after, text.data, text.len);
	lines_split(&o->f.before, text.data, text.len);
}

/*
 * A tree that has the series already, as when the last commits of a branch
 * are linted as patches: take them back first, the last one first.
 */
static bool take_back(struct plan *p, struct open_file *o,
		      const struct change *first, const struct change *end)
{
	const struct change *c = end;

	while (c-- > first) {
		if (!keeps_name(c, o->f.path))
			return false;
		if (!apply(p, &o->f.after, c, true))
			return false;
	}
	rebase(o);
	return true;
}

/* A file of which hunks are all that is known. */
static void collect(struct plan *p, const struct change *c)
{
	struct open_file *o = find_open(p, path_of(c), false);

	if (!o)
		o = add_open(p, path_of(c), false);
	hunks_collect(&o->f.after, &o->f.before,
		      &p->s->patches->hunks[c->file->first_hunk],
		      c->file->hunk_count, c->patch);
}

static void say_parts(struct plan *p, const struct change *c)
{
	if (p->s->source->rootfd < 0 && !p->s->source->revision)
		return;		/* said once, in the summary */
	fprintf(stderr, "ptdesc-lint: line %u: the patch of ", c->file->line);
	escape_print(stderr, c->old_path);
	fputs(" does not apply to the tree\n", stderr);
}

static void copy_file(struct plan *p, struct open_file *from,
		      const struct change *c)
{
	struct series_lines lines = from->f.after;
	struct open_file *o = add_open(p, c->new_path, true);

	for (size_t i = 0; i < lines.count; i++) {
		struct series_line l = lines.list[i];

		l.base = 0;
		l.patch = c->patch;
		lines_add(&o->f.after, l);
	}
	apply(p, &o->f.after, c, false);
}

static void finish_change(struct open_file *o, const struct change *c)
{
	o->fresh = false;
	if (!c->new_path) {
		o->f.gone = true;
		lines_free(&o->f.after);
	} else if (strcmp(o->f.path, c->new_path)) {
		free(o->f.path);
		o->f.path = xstrdup(c->new_path);
	}
}

static void create(struct plan *p, const struct change *c)
{
	struct open_file *o = add_open(p, c->new_path, true);

	if (!apply(p, &o->f.after, c, false)) {
		close_last(p);
		collect(p, c);
	}
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Tries git's name of the content first, then the tree. */
static struct open_file *load_matching(struct plan *p, const struct change *c,
				       const struct change *end)
{
	const char *blob = c->file->old_blob;

	if (p->late || now() > p->end) {
		if (!p->late)
			unseen(p, c->old_path, "the patches for it take too long to apply");
		p->late = true;
		return NULL;
	}
	for (int i = 0; i < 2; i++, blob = NULL) {
		struct open_file *o;

		if (!i && !blob)
			continue;
		o = load(p, c, blob);
		if (!o)
			return NULL;
		if (apply(p, &o->f.after, c, false))
			return o;
		if (take_back(p, o, c, end) &&
		    apply(p, &o->f.after, c, false))
			return o;
		close_last(p);
	}
	return NULL;
}

/* diff -N has no other way to say that a file is new. */
static bool is_new(struct plan *p, const struct change *c)
{
	const struct patch_hunk *h = &p->s->patches->hunks[c->file->first_hunk];

	if (!c->old_path)
		return true;
	return !c->file->git && c->new_path && c->file->hunk_count == 1 &&
	       !h->old_start && !h->old_count &&
	       !find_open(p, c->old_path, true);
}

static void follow(struct plan *p, const struct change *c,
		   const struct change *end)
{
	struct open_file *o;

	if (is_new(p, c)) {
		create(p, c);
		return;
	}
	o = find_open(p, c->old_path, true);
	if (c->file->copy) {
		if (!o)
			o = load(p, c, c->file->old_blob);
		if (o)
			copy_file(p, o, c);
		else
			collect(p, c);
		return;
	}
	if (o && !apply(p, &o->f.after, c, false))
		o = NULL;
	else if (!o)
		o = load_matching(p, c, end);
	if (!o) {
		say_parts(p, c);
		collect(p, c);
	} else {
		finish_change(o, c);
	}
}

static void run_group(struct plan *p, const struct change *first,
		      const struct change *end, series_use use, void *context)
{
	p->end = now() + GROUP_SECONDS;
	p->late = false;
	for (const struct change *c = first; c < end; c++)
		if (!c->file->binary && !c->file->other)
			follow(p, c, end);
	for (size_t i = 0; i < p->open_count; i++) {
		p->s->files++;
		p->s->parts += !p->open[i].f.whole;
		if (scan_is_c(p->open[i].f.path))
			use(&p->open[i].f, context);
	}
	while (p->open_count)
		close_last(p);
}

/* Hostile or generated: what would be kept of it has no bounds. */
static bool is_too_large(const struct plan *p, const struct change *c,
			 const struct change *end)
{
	uint64_t lines = 0, bytes = 0;

	for (; c < end; c++) {
		const struct patch_hunk *h =
			&p->s->patches->hunks[c->file->first_hunk];

		for (size_t i = 0; i < c->file->hunk_count; i++, h++) {
			lines += h->old_count + h->new_count;
			bytes += (uint64_t)(h->end - h->body);
		}
	}
	return lines > MAX_GROUP_LINES || bytes > SOURCE_MAX_FILE;
}

static void run_plan(struct plan *p, series_use use, void *context)
{
	struct change *c = p->changes, *all = c + p->count;

	qsort(c, p->count, sizeof(*c), compare_changes);
	while (c < all) {
		struct change *end = c;

		while (end < all && end->name == c->name)
			end++;
		if (c->name->matters && is_too_large(p, c, end))
			unseen(p, path_of(c), "its hunks have more than 4 MB or %d lines",
			       MAX_GROUP_LINES);
		else if (c->name->matters)
			run_group(p, c, end, use, context);
		else
			p->s->skipped++;
		c = end;
	}
}

int series_run(struct series *s, series_use use, void *context)
{
	struct plan p = { .s = s };
	int err = make_plan(&p);

	if (!err)
		run_plan(&p, use, context);
	free(p.changes);
	free(p.open);
	tdestroy(p.names, free);
	return err;
}
