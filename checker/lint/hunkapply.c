// SPDX-License-Identifier: GPL-2.0-only
/* Applying hunks to lines, or collecting what they show. */
#include <stdlib.h>
#include <string.h>

#include "hunkapply.h"
#include "mail.h"

/* Comparisons of lines for one file; a patch has to look far to need more. */
#define BUDGET 20000000

void lines_add(struct series_lines *l, struct series_line line)
{
	l->list = xgrow(l->list, l->count, &l->capacity,
			sizeof(*l->list));
	l->list[l->count++] = line;
}

void lines_split(struct series_lines *l, const char *text, size_t len)
{
	uint32_t number = 1;

	for (size_t off = 0; off < len; number++) {
		struct span s = span_line(text, len, off), c = span_chomp(s);

		off += s.len;
		lines_add(l, (struct series_line){
			.text = c.text, .len = (uint32_t)c.len,
			.number = number, .base = number,
		});
	}
}

void lines_renumber(struct series_lines *l)
{
	for (size_t i = 0; i < l->count; i++)
		l->list[i].number = (uint32_t)i + 1;
}

void lines_free(struct series_lines *l)
{
	free(l->list);
	*l = (struct series_lines){ 0 };
}

static bool same(const struct series_line *a, const struct patch_line *b)
{
	return a->len == b->len && !memcmp(a->text, b->text, a->len);
}

/* The lines of a hunk's one side, or all. */
struct side {
	struct patch_line *list;
	size_t count;
};

static struct side read_side(const struct patch_hunk *h, char without)
{
	struct side s = { 0 };
	const char *at = h->body;
	struct patch_line l;

	s.list = xrealloc(NULL, ((size_t)h->old_count + h->new_count + 1) *
				sizeof(*s.list));
	while (hunk_next(h, &at, &l))
		if (l.sign != without)
			s.list[s.count++] = l;
	return s;
}

struct search {
	const struct series_lines *lines;
	struct side side;
	size_t from;		/* the first line that may be taken */
	long budget;
};

static bool matches(struct search *s, size_t at)
{
	if (at < s->from || at > s->lines->count ||
	    s->side.count > s->lines->count - at)
		return false;
	for (size_t i = 0; i < s->side.count; i++) {
		s->budget--;
		if (!same(&s->lines->list[at + i], &s->side.list[i]))
			return false;
	}
	return true;
}

/* The nearest place to the one that is said; -1 if there is none. */
static long locate(struct search *s, long wanted)
{
	long last = (long)s->lines->count;

	if (wanted < 0)
		wanted = 0;
	if (wanted > last)
		wanted = last;
	for (long d = 0; d <= last && s->budget > 0; d++) {
		s->budget--;
		if (matches(s, (size_t)(wanted + d)))
			return wanted + d;
		if (d && d <= wanted && matches(s, (size_t)(wanted - d)))
			return wanted - d;
	}
	return -1;
}

static void copy_lines(struct series_lines *to, const struct series_lines *from,
		       size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		lines_add(to, from->list[i]);
}

/* The hunk's lines in place of those at `at`; returns what they replace. */
static size_t replace(struct series_lines *out, const struct series_lines *in,
		      size_t at, const struct patch_hunk *h, uint32_t patch,
		      bool reverse)
{
	const char *line = h->body, gone = reverse ? '+' : '-';
	struct patch_line l;
	size_t i = at;

	while (hunk_next(h, &line, &l)) {
		if (l.sign == ' ')
			lines_add(out, in->list[i++]);
		else if (l.sign == gone)
			i++;
		else
			lines_add(out, (struct series_line){
				.text = l.text, .len = l.len,
				.patch = patch, .base = reverse,
			});
	}
	return i;
}

static long said_start(const struct patch_hunk *h, bool reverse)
{
	long start = reverse ? h->new_start : h->old_start;
	long count = reverse ? h->new_count : h->old_count;

	/* "-5,0": behind line 5 */
	return count ? start - 1 : start;
}

bool hunks_apply(struct series_lines *lines, const struct patch_hunk *hunks,
		 size_t count, uint32_t patch, bool reverse)
{
	struct search s = { .lines = lines, .budget = BUDGET };
	struct series_lines out = { 0 };
	long drift = 0, at = 0;

	for (size_t i = 0; i < count && at >= 0; i++) {
		long said = said_start(&hunks[i], reverse);

		s.side = read_side(&hunks[i], reverse ? '-' : '+');
		at = locate(&s, said + drift);
		free(s.side.list);
		if (at < 0)
			break;
		drift = at - said;
		copy_lines(&out, lines, s.from, (size_t)at);
		s.from = replace(&out, lines, (size_t)at, &hunks[i], patch,
				 reverse);
	}
	if (at < 0) {
		lines_free(&out);
		return false;
	}
	copy_lines(&out, lines, s.from, lines->count);
	lines_free(lines);
	*lines = out;
	lines_renumber(lines);
	return true;
}

/* The first line that has this number or a higher one. */
static size_t find_number(const struct series_lines *l, uint32_t number)
{
	size_t low = 0, high = l->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (l->list[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A line of the hunk: one that is known already, or a new one. */
static struct series_line known_or_new(const struct series_lines *old,
				       size_t *i, uint32_t old_number,
				       const struct patch_line *l)
{
	while (*i < old->count && old->list[*i].number < old_number)
		(*i)++;
	if (*i < old->count && old->list[*i].number == old_number &&
	    same(&old->list[*i], l))
		return old->list[*i];
	return (struct series_line){
		.text = l->text, .len = l->len, .base = old_number,
	};
}

static bool was_added(const struct series_line *l)
{
	return !l->base;
}

/* Appends the lines of the hunk after it, and to @before those of before. */
static void collect_hunk(struct series_lines *out, struct series_lines *before,
			 const struct series_lines *old,
			 const struct patch_hunk *h, uint32_t patch)
{
	uint32_t old_number = h->old_start + !h->old_count;
	uint32_t new_number = h->new_start + !h->new_count;
	size_t i = find_number(old, old_number), first = out->count;
	size_t first_before = before->count;
	const char *at = h->body;
	struct patch_line l;

	while (hunk_next(h, &at, &l)) {
		struct series_line line = {
			.text = l.text, .len = l.len, .patch = patch,
		};

		if (l.sign != '+')
			line = known_or_new(old, &i, old_number, &l);
		line.number = old_number;
		line.section = NULL;
		line.section_len = 0;
		if (l.sign != '+' && !was_added(&line))
			lines_add(before, line);
		line.number = new_number;
		if (l.sign != '-')
			lines_add(out, line);
		old_number += l.sign != '+';
		new_number += l.sign != '-';
	}
	if (out->count > first) {
		out->list[first].section = h->section;
		out->list[first].section_len = h->section_len;
	}
	if (before->count > first_before) {
		before->list[first_before].section = h->section;
		before->list[first_before].section_len = h->section_len;
	}
}

void hunks_collect(struct series_lines *lines, struct series_lines *before,
		   const struct patch_hunk *hunks, size_t count,
		   uint32_t patch)
{
	struct series_lines out = { 0 };
	size_t i = 0;
	long drift = 0;

	for (size_t k = 0; k < count; k++) {
		const struct patch_hunk *h = &hunks[k];
		uint32_t begin = h->old_start + !h->old_count;
		uint32_t end = begin + h->old_count;

		for (; i < lines->count && lines->list[i].number < begin;
		     i++) {
			lines_add(&out, lines->list[i]);
			out.list[out.count - 1].number += (uint32_t)drift;
		}
		collect_hunk(&out, before, lines, h, patch);
		while (i < lines->count && lines->list[i].number < end)
			i++;
		drift = (long)h->new_start + !h->new_count + h->new_count -
			(long)end;
	}
	for (; i < lines->count; i++) {
		lines_add(&out, lines->list[i]);
		out.list[out.count - 1].number += (uint32_t)drift;
	}
	lines_free(lines);
	*lines = out;
}
