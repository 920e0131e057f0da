// SPDX-License-Identifier: GPL-2.0-only
/* Telling page-table code from other code. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "lex.h"
#include "scan/tablecode.h"

struct verdict {
	unsigned int judged : 1;
	unsigned int has_table : 1;
	unsigned int has_page : 1;
	unsigned int is_named : 1;	/* by page-table code */
};

struct table_code {
	const struct lists *lists;
	const struct outline *outline;
	struct verdict *verdicts;	/* one for each element */
	size_t *by_name;		/* elements that can be helpers */
	size_t named;			/* how many of them */
};

struct table_code *table_code_new(const struct lists *lists,
				  const struct outline *outline)
{
	struct table_code *tc = calloc(1, sizeof(*tc));

	if (!tc)
		return NULL;
	tc->lists = lists;
	tc->outline = outline;
	tc->verdicts = calloc(outline->nr_elems + 1, sizeof(*tc->verdicts));
	if (!tc->verdicts) {
		free(tc);
		return NULL;
	}
	return tc;
}

void table_code_free(struct table_code *tc)
{
	if (!tc)
		return;
	free(tc->verdicts);
	free(tc->by_name);
	free(tc);
}

static int is_code(const struct elem *e)
{
	return e && (e->kind == ELEM_FUNCTION || e->kind == ELEM_MACRO);
}

static struct verdict *judge(struct table_code *tc, const struct elem *e)
{
	const char *text = tc->outline->text;
	struct verdict *v = &tc->verdicts[e - tc->outline->elems];
	struct token token;
	struct lexer lx;

	if (v->judged)
		return v;
	v->judged = 1;
	lex_init_range(&lx, text, e->start, e->end - e->start, 1);
	while (lex_next_code(&lx, &token)) {
		const char *word = text + token.off;

		if (token.kind != TOK_IDENT)
			continue;
		if (lists_is_table_word(tc->lists, word, token.len))
			v->has_table = 1;
		if (lists_is_page_word(tc->lists, word, token.len))
			v->has_page = 1;
	}
	return v;
}

int table_code_is(struct table_code *tc, const struct elem *e)
{
	return is_code(e) && judge(tc, e)->has_table;
}

int table_code_has_pages(struct table_code *tc, const struct elem *e)
{
	return is_code(e) && judge(tc, e)->has_page;
}

static int compare_names(const char *a, size_t a_len, const char *b,
			 size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return order ? order : (a_len > b_len) - (a_len < b_len);
}

static int compare_elems(const void *a, const void *b, void *context)
{
	const struct outline *o = context;
	const struct elem *left = &o->elems[*(const size_t *)a];
	const struct elem *right = &o->elems[*(const size_t *)b];

	return compare_names(o->text + left->name, left->name_len,
			     o->text + right->name, right->name_len);
}

static int sort_names(struct table_code *tc)
{
	const struct outline *o = tc->outline;

	tc->by_name = calloc(o->nr_elems + 1, sizeof(*tc->by_name));
	if (!tc->by_name)
		return -1;
	for (size_t i = 0; i < o->nr_elems; i++)
		if (is_code(&o->elems[i]))
			tc->by_name[tc->named++] = i;
	qsort_r(tc->by_name, tc->named, sizeof(*tc->by_name), compare_elems,
		(void *)o);
	return 0;
}

/* The first of that name in by_name, or where it would be. */
static size_t find_name(const struct table_code *tc, const char *word,
			size_t len)
{
	const struct outline *o = tc->outline;
	size_t low = 0, high = tc->named;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct elem *e = &o->elems[tc->by_name[middle]];

		if (compare_names(o->text + e->name, e->name_len, word,
				  len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Several branches of an #if may define one name: all of them are meant. */
static void mark_name(struct table_code *tc, const struct token *token)
{
	const struct outline *o = tc->outline;
	const char *word = o->text + token->off;
	size_t i = find_name(tc, word, token->len);

	for (; i < tc->named; i++) {
		const struct elem *e = &o->elems[tc->by_name[i]];

		if (compare_names(o->text + e->name, e->name_len, word,
				  token->len))
			break;
		tc->verdicts[tc->by_name[i]].is_named = 1;
	}
}

static void mark_helpers(struct table_code *tc)
{
	const struct outline *o = tc->outline;

	for (size_t i = 0; i < o->nr_elems; i++) {
		const struct elem *e = &o->elems[i];
		struct token token;
		struct lexer lx;

		if (!table_code_is(tc, e))
			continue;
		lex_init_range(&lx, o->text, e->start, e->end - e->start, 1);
		while (lex_next_code(&lx, &token))
			if (token.kind == TOK_IDENT)
				mark_name(tc, &token);
	}
}

int table_code_is_helper(struct table_code *tc, const struct elem *e)
{
	if (!is_code(e))
		return 0;
	if (!tc->by_name) {
		if (sort_names(tc))
			return 0;
		mark_helpers(tc);
	}
	return tc->verdicts[e - tc->outline->elems].is_named;
}
