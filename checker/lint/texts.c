// SPDX-License-Identifier: GPL-2.0-only
/* The texts of files, for the semantic patches that will read them. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "buf.h"
#include "lint.h"
#include "mail.h"
#include "outline.h"

/* Bytes of files that semantic patches are given. */
#define MAX_TEXTS (16u << 20)

/* The text of a line without blanks: code that is indented anew is old. */
static uint64_t hash_of(const char *text, size_t len)
{
	struct buf b = { 0 };
	uint64_t hash;

	buf_puts(&b, "");
	for (size_t i = 0; i < len; i++)
		if (text[i] != ' ' && text[i] != '\t')
			buf_add(&b, text + i, 1);
	hash = XXH3_64bits(b.data, b.len);
	buf_free(&b);
	return hash;
}

/* What is no longer there: both lists are in the order of the old file. */
void texts_note_removed(struct lint *l, const struct series_file *f)
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
		l->removed[l->removed_count++] = hash_of(old->text, old->len);
	}
}

static void keep_added(struct lint_text *t, const struct shown *shown)
{
	for (size_t i = 0; i < shown->count; i++) {
		const struct shown_line *line = &shown->lines[i];
		struct span s = span_line(shown->text.data, shown->text.len,
					  line->off);

		if (!line->added)
			continue;
		s = span_chomp(s);
		GROW(t->added, t->added_count, t->added_capacity);
		t->added[t->added_count++] = (struct lint_added){
			.line = line->number, .hash = hash_of(s.text, s.len),
		};
	}
}

static bool is_found(const struct lint *l, const struct lint_text *t,
		     uint32_t first, uint32_t last)
{
	for (size_t i = 0; i < l->after.found_count; i++) {
		const struct finding *f = &l->after.found[i].f;

		if (f->line >= first && f->line <= last &&
		    !strcmp(f->file, t->path))
			return true;
	}
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
		    const struct elem *e, uint32_t line)
{
	if (!e || e->first_line > line)
		return l->smpl;
	return is_found(l, t, e->first_line, e->last_line) ||
	       has_added(t, e->first_line, e->last_line);
}

/* Blank lines in place of what nobody will look at keep the numbers right. */
static void blank_rest(const struct lint *l, struct lint_text *t)
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
			keep = is_kept(l, t, e, line);
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

static bool has_room(struct lint *l, const struct program_file *f)
{
	bool had = l->text_bytes <= MAX_TEXTS;

	l->text_bytes += f->shown.text.len;
	if (l->text_bytes <= MAX_TEXTS)
		return true;
	if (had)
		outcome_unseen(l->outcome, str_get(f->path), NULL, NULL,
			       "semantic patches get 16 MB of text, and no more");
	return false;
}

void texts_keep(struct lint *l, const struct program_file *f)
{
	struct lint_text *t;

	if (!f->whole || f->untouched || !has_room(l, f))
		return;
	GROW(l->texts, l->text_count, l->text_capacity);
	t = &l->texts[l->text_count++];
	*t = (struct lint_text){ .path = xstrdup(str_get(f->path)) };
	buf_add(&t->text, f->shown.text.data, f->shown.text.len);
	if (l->smpl)
		keep_added(t, &f->shown);
	blank_rest(l, t);
}

void texts_free(struct lint *l)
{
	for (size_t i = 0; i < l->text_count; i++) {
		free(l->texts[i].path);
		buf_free(&l->texts[i].text);
		free(l->texts[i].added);
	}
	free(l->texts);
	free(l->removed);
}
