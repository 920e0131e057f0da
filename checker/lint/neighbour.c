// SPDX-License-Identifier: GPL-2.0-only
/* Other halves of pairs, in files that a series does not touch. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "hunkapply.h"
#include "neighbour.h"

#define GENERIC "include/asm-generic/pgalloc.h"

struct search {
	struct lint *lint;
	struct source *source;
	char **seen;		/* what was looked at, and for whom */
	size_t count, capacity;
};

/* "arch/x86/" of a path; 0 for one of no architecture. */
static size_t arch_len(const char *path)
{
	const char *end;

	if (strncmp(path, "arch/", 5))
		return 0;
	end = strchr(path + 5, '/');
	return end ? (size_t)(end - path) + 1 : 0;
}

static bool is_first_time(struct search *s, const char *path, const char *arch)
{
	char *key = xasprintf("%s %s", path, arch);

	for (size_t i = 0; i < s->count; i++) {
		if (!strcmp(s->seen[i], key)) {
			free(key);
			return false;
		}
	}
	s->seen = xgrow(s->seen, s->count, &s->capacity,
			sizeof(*s->seen));
	s->seen[s->count++] = key;
	return true;
}

static bool in_series(const struct lint *l, const char *path)
{
	for (size_t i = 0; i < l->file_count; i++)
		if (!strcmp(l->files[i], path))
			return true;
	return false;
}

/* Has the architecture a function of that name, or says it has? */
static bool is_replaced(const struct lint *l, const struct half *h,
			const char *arch, const struct buf *header)
{
	struct buf macro = { 0 };
	bool is;

	buf_puts(&macro, "__HAVE_ARCH_");
	for (const char *c = h->function; *c; c++) {
		char upper = (char)toupper((unsigned char)*c);

		buf_add(&macro, &upper, 1);
	}
	is = has_word(header->data, header->len, macro.data, macro.len) ||
	     has_word(header->data, header->len, h->function,
		      strlen(h->function));
	buf_free(&macro);
	for (size_t i = 0; !is && i < l->half_count; i++)
		is = !l->halves_after[i].for_arch &&
		     !strncmp(l->halves_after[i].file, arch, strlen(arch)) &&
		     !strcmp(l->halves_after[i].half.function, h->function);
	return is;
}

/* Enters the halves of an untouched file: they are there before and after. */
static void look_at(struct search *s, const char *path, const char *arch,
		    const struct buf *header)
{
	struct series_lines lines = { 0 };
	struct opinions o = { 0 };
	struct buf text = { 0 };

	if (in_series(s->lint, path) || !is_first_time(s, path, arch) ||
	    source_read(s->source, path, NULL, &text)) {
		buf_free(&text);
		return;
	}
	lines_split(&lines, text.data, text.len);
	judge(s->lint->lists, path, &lines, true, &o);
	for (size_t i = 0; i < o.half_count; i++)
		if (!header ||
		    !is_replaced(s->lint, &o.halves[i], arch, header))
			lint_add_untouched(s->lint, &o.halves[i], &lines, path,
					   header ? arch : NULL);
	opinions_free(&o);
	lines_free(&lines);
	buf_free(&text);
}

static void look_around(struct search *s, const char *arch)
{
	static const char *const own[] = { "include/asm/pgalloc.h",
					   "mm/pgtable.c" };
	struct buf header = { 0 };
	char *path;

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++) {
		path = xasprintf("%s%s", arch, own[i]);
		if (!i)
			source_read(s->source, path, NULL, &header);
		look_at(s, path, arch, NULL);
		free(path);
	}
	if (header.len && memmem(header.data, header.len,
				 "asm-generic/pgalloc.h", 21))
		look_at(s, GENERIC, arch, &header);
	buf_free(&header);
}

void lint_neighbours(struct lint *lint, struct source *source)
{
	struct search s = { .lint = lint, .source = source };
	size_t count = lint->half_count;

	for (size_t i = 0; i < count; i++) {
		const struct lint_half *h = &lint->halves_after[i];
		size_t len = arch_len(h->file);
		char *arch;

		if (!len || !h->half.added)
			continue;
		arch = xstrndup(h->file, len);
		look_around(&s, arch);
		free(arch);
	}
	for (size_t i = 0; i < s.count; i++)
		free(s.seen[i]);
	free(s.seen);
}
