// SPDX-License-Identifier: GPL-2.0-only
/* The front end by syntax: see syntax.h. */
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "buf.h"
#include "check/lower.h"
#include "tree.h"

struct syntax *syntax_new(void)
{
	struct syntax *s = xrealloc(NULL, sizeof(*s));
	size_t len;
	const char *declares = api_declares(&len);

	*s = (struct syntax){
		.number = { .kind = CXType_Int },
		.nothing = { .kind = CXType_Void },
		.unknown = { .kind = CXType_Unexposed },
	};
	syntax_add(s, "", declares, len, SYNTAX_KNOW);
	s->texts[0]->builtin = true;
	s->texts[0]->is_header = true;
	return s;
}

static void note_arch(struct syntax *s, const struct text *t)
{
	if (!t->arch)
		return;
	for (size_t i = 0; i < s->arch_count; i++)
		if (s->arches[i] == t->arch)
			return;
	s->arches = xgrow(s->arches, s->arch_count, &s->arch_capacity,
			  sizeof(*s->arches));
	s->arches[s->arch_count++] = t->arch;
}

void syntax_add(struct syntax *s, const char *path, const char *text,
		size_t len, enum syntax_part part)
{
	struct text *t = text_read(path, text, len);

	t->owner = s;
	t->part = part;
	s->texts = xgrow(s->texts, s->text_count, &s->text_capacity,
			 sizeof(*s->texts));
	s->texts[s->text_count++] = t;
	if (part == SYNTAX_LOOK_AT)
		note_arch(s, t);
}

void syntax_not_seen(struct syntax *s, const struct text *text, str_t function,
		     uint32_t start, uint32_t end, const char *why)
{
	struct syntax_unseen *u;
	unsigned int column;

	if (text->part != SYNTAX_LOOK_AT)
		return;
	s->unseen = xgrow(s->unseen, s->unseen_count, &s->unseen_capacity,
			  sizeof(*s->unseen));
	u = &s->unseen[s->unseen_count++];
	*u = (struct syntax_unseen){ .file = text->path, .function = function,
				     .why = why };
	text_position(text, start, &u->first_line, &column);
	text_position(text, end > start ? end - 1 : start, &u->last_line,
		      &column);
}

/* So that the order of the files is that of their names, whoever adds them. */
static int by_path(const void *va, const void *vb)
{
	const struct text *a = *(struct text *const *)va;
	const struct text *b = *(struct text *const *)vb;

	return strcmp(str_get(a->path), str_get(b->path));
}

static int by_line(const void *va, const void *vb)
{
	const struct syntax_unseen *a = va, *b = vb;
	int order = strcmp(str_get(a->file), str_get(b->file));

	if (order)
		return order;
	if (a->first_line != b->first_line)
		return a->first_line < b->first_line ? -1 : 1;
	return a->last_line < b->last_line ? -1 : a->last_line > b->last_line;
}

/* A body with variants says the same of each. */
static void sort_unseen(struct syntax *s)
{
	size_t kept = 0;

	if (!s->unseen_count)
		return;
	qsort(s->unseen, s->unseen_count, sizeof(*s->unseen), by_line);
	for (size_t i = 0; i < s->unseen_count; i++)
		if (!kept || by_line(&s->unseen[kept - 1], &s->unseen[i]))
			s->unseen[kept++] = s->unseen[i];
	s->unseen_count = kept;
}

/*
 * Functions first: what they give to macros, tells the types of these. So do
 * macros that use others, which mostly stand before them.
 */
static void parse_bodies(struct syntax *s, bool defines)
{
	for (size_t i = 0; i < s->text_count; i++) {
		struct text *t = s->texts[i];

		for (size_t k = 0; k < t->top_count &&
				   t->part == SYNTAX_LOOK_AT; k++) {
			struct tree *top = t->tops[defines ?
						   t->top_count - 1 - k : k];

			if (top->is_define == defines)
				parse_top_body(s, top);
		}
	}
}

static int by_name(const void *va, const void *vb)
{
	const str_t *a = va, *b = vb;

	return strcmp(str_get(*a), str_get(*b));
}

size_t syntax_parse(struct syntax *s)
{
	qsort(s->texts, s->text_count, sizeof(*s->texts), by_path);
	if (s->arch_count)
		qsort(s->arches, s->arch_count, sizeof(*s->arches), by_name);
	for (size_t i = 0; i < s->text_count; i++)
		parse_macros(s, s->texts[i]);
	for (size_t i = 0; i < s->text_count; i++) {
		parse_top(s, s->texts[i]);
	}
	parse_bodies(s, false);
	parse_bodies(s, true);
	return s->arch_count + syntax_any_left(s);
}

const char *syntax_arch(const struct syntax *s, size_t n)
{
	size_t len;

	return n < s->arch_count ? arch_name(str_get(s->arches[n]), &len)
				 : NULL;
}

/* The generic files are counted with the first architecture only. */
static void count(struct syntax *s)
{
	s->totals.functions = s->totals.lines = 0;
	for (size_t i = 0; i < s->text_count; i++) {
		const struct text *t = s->texts[i];

		if (t->part != SYNTAX_LOOK_AT)
			continue;
		s->totals.lines += t->line_count - 1;
		for (size_t k = 0; k < t->top_count; k++)
			s->totals.functions += t->tops[k]->defined;
	}
}

void syntax_lower(struct syntax *s, size_t n, struct graph *g,
		  struct syntax_totals *totals)
{
	struct unit unit = { .source = "", .tu = s };
	struct lower_totals lowered = { 0 };

	s->arch = n < s->arch_count ? s->arches[n] : 0;
	lower_unit(g, &unit, "", &lowered);
	sort_unseen(s);
	count(s);
	s->totals.unseen = s->unseen;
	s->totals.unseen_count = s->unseen_count;
	*totals = s->totals;
}

void syntax_free(struct syntax *s)
{
	for (size_t i = 0; i < s->text_count; i++) {
		free(s->texts[i]->tops);
		text_free(s->texts[i]);
	}
	free(s->texts);
	names_free(&s->ordinary);
	names_free(&s->fields);
	names_free(&s->macros);
	names_free(&s->called);
	syntax_memory_free(s);
	free(s->unseen);
	free(s->arches);
	free(s);
}
