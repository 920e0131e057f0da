// SPDX-License-Identifier: GPL-2.0-only
/* What a word tells by itself, wherever in the code it stands. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "judge-int.h"
#include "scan/scan.h"
#include "findings/page-api.h"

/* Sites come in the order of the file: the place goes along. */
struct cursor {
	const struct lists *lists;
	const struct outline *o;
	struct opinions *out;
	unsigned int line;
	size_t off;		/* where it begins */
};

static size_t offset_of(struct cursor *c, const struct site *s)
{
	const char *text = c->o->text, *at;
	size_t off;

	while (c->line < s->line &&
	       (at = memchr(text + c->off, '\n', c->o->len - c->off))) {
		c->off = (size_t)(at + 1 - text);
		c->line++;
	}
	off = c->off + s->column - 1;
	return off < c->o->len ? off : c->o->len;
}

/* page, or pmd_to_page: but not page_ptdesc. */
static bool speaks_of_pages(const char *word, size_t len, bool *ptdesc)
{
	bool page = false;

	for (size_t i = 0; i < len;) {
		size_t n = 0;

		while (i + n < len && word[i + n] != '_')
			n++;
		page |= n == 4 && !memcmp(word + i, "page", 4);
		*ptdesc |= n >= 6 && !memcmp(word + i, "ptdesc", 6);
		i += n + 1;
	}
	return page;
}

/* Are its parameters or arguments pages? */
static bool takes_page(const char *text, size_t off, size_t len)
{
	bool page = false, ptdesc = false;
	struct token t;
	struct lexer lx;
	int depth = 0;

	lex_init_range(&lx, text, off, len - off, 1);
	lex_next_code(&lx, &t);		/* its name */
	while (lex_next_code(&lx, &t)) {
		depth += token_is(text, &t, "(");
		depth -= token_is(text, &t, ")");
		if (t.kind == TOK_IDENT)
			page |= speaks_of_pages(text + t.off, t.len, &ptdesc);
		if (depth <= 0)
			break;
	}
	return page && !ptdesc;
}

/* The word and its parentheses without blanks. */
static char *key_of(const char *id, const char *text, size_t off, size_t len)
{
	struct buf b = { 0 };
	struct token t;
	struct lexer lx;
	int depth = 0, n = 0;

	buf_puts(&b, id);
	lex_init_range(&lx, text, off, len - off, 1);
	while (n++ < 64 && lex_next_code(&lx, &t)) {
		if (n == 2 && !token_is(text, &t, "("))
			break;
		depth += token_is(text, &t, "(");
		depth -= token_is(text, &t, ")");
		buf_puts(&b, " ");
		buf_add(&b, text + t.off, t.len);
		if (n > 1 && depth <= 0)
			break;
	}
	return judge_key(&b);
}

static void add(struct cursor *c, const char *id, const struct site *s,
		const char *advice, const char *format)
{
	struct opinions *out = c->out;
	struct opinion *o;

	if (out->count == MAX_OPINIONS) {
		out->full = true;
		return;
	}
	out->list = xgrow(out->list, out->count, &out->capacity,
			  sizeof(*out->list));
	o = &out->list[out->count++];
	*o = (struct opinion){
		.id = id, .line = s->line - 1, .cause = s->line - 1,
		.column = s->column, .advice = advice,
		.function = s->function ?
			judge_name(s->function, strlen(s->function)) : NULL,
	};
	o->key = key_of(id, c->o->text, offset_of(c, s), c->o->len);
	if (asprintf(&o->message, format, s->name) < 0)
		out_of_memory();
	judge_cut(o->message);
}

/* pmd_ptdesc() has to start from the page: it is the conversion. */
static bool in_conversion(const struct lists *lists, const struct site *s)
{
	return s->function && s->in != IN_STRUCT &&
	       wordset_lookup(lists->words, s->function,
			      strlen(s->function)) &
	       CLASS_BIT(CLASS_PTDESC_API);
}

static void judge_api(struct cursor *c, const struct site *s)
{
	if (s->kind == KIND_COMMENT || s->kind == KIND_STRING ||
	    s->kind == KIND_DOC || s->kind == KIND_DIRECTIVE ||
	    s->kind == KIND_MEMBER || in_conversion(c->lists, s))
		return;
	if (strstr(s->name, "ptlock_") &&
	    !takes_page(c->o->text, offset_of(c, s), c->o->len))
		return;
	add(c, "PT002", s, page_api_advice(s->name),
	    s->kind == KIND_DEFINITION || s->kind == KIND_DECLARATION ?
	    "%s() is page-table API on struct page" :
	    "%s() works on struct page");
}

/* Brackets in brackets in struct page, at most; and what stands in it. */
#define MAX_NESTING 16

/* A struct in struct page: what it has, and whether that is of tables. */
struct group {
	bool is_struct;
	bool tables;		/* a member is one for page tables */
	size_t first;		/* of its members, in the list */
};

struct page_members {
	struct cursor *c;
	struct token *list;	/* names of members that no list has */
	size_t count, capacity;
	struct group groups[MAX_NESTING];
	unsigned int depth;
};

static bool is_table_member(const struct cursor *c, const struct token *t)
{
	return wordset_lookup(c->lists->words, c->o->text + t->off, t->len) &
	       CLASS_BIT(CLASS_MEMBERS);
}

static void add_member(struct page_members *m, const struct token *name)
{
	if (!name->len)
		return;
	if (is_table_member(m->c, name)) {
		m->groups[m->depth - 1].tables = true;
	} else {
		GROW(m->list, m->count, m->capacity);
		m->list[m->count++] = *name;
	}
}

static void say_member(struct cursor *c, const struct token *t)
{
	const char *text = c->o->text;
	struct site s = { .line = t->line, .column = 1, .function = "page" };
	char *name = xstrndup(text + t->off, t->len);

	s.name = name;
	c->line = t->line;
	for (c->off = t->off; c->off && text[c->off - 1] != '\n'; c->off--)
		s.column++;
	add(c, "PT001", &s, "put it into struct ptdesc",
	    "struct page has '%s' among the members for page tables");
	free(name);
}

/* Behind a '}': a union passes on what it has, a struct is done with. */
static void end_group(struct page_members *m)
{
	struct group g = m->groups[--m->depth];

	if (!g.is_struct) {
		m->groups[m->depth - 1].tables |= g.tables;
		return;
	}
	for (size_t i = g.first; g.tables && i < m->count; i++)
		say_member(m->c, &m->list[i]);
	m->count = g.first;
}

/*
 * A member that no list has is one for page tables if it stands in a struct
 * with those, inside of struct page.
 */
static void judge_struct_page(struct cursor *c, const struct elem *e)
{
	struct page_members m = { .c = c };
	struct token t, name = { 0 };
	bool is_struct = true;
	int parens = 0;
	struct lexer lx;
	const char *text = c->o->text;

	lex_init_range(&lx, text, e->body, e->body_end - e->body, 1);
	lx.whole = true;
	for (uint32_t i = 0; i < e->body; i++)
		lx.line += text[i] == '\n';
	while (lex_next_code(&lx, &t) && m.depth < MAX_NESTING) {
		parens += token_is(text, &t, "(") + token_is(text, &t, "[") -
			  token_is(text, &t, ")") - token_is(text, &t, "]");
		if (token_is(text, &t, "{")) {
			m.groups[m.depth++] = (struct group){
				.is_struct = is_struct, .first = m.count,
			};
		} else if (token_is(text, &t, "}")) {
			if (m.depth < 2)
				break;
			end_group(&m);
		} else if (token_is(text, &t, ";") ||
			   (token_is(text, &t, ",") && !parens)) {
			add_member(&m, &name);
		} else if (t.kind == TOK_IDENT && !parens) {
			if (token_is(text, &t, "struct") ||
			    token_is(text, &t, "union"))
				is_struct = token_is(text, &t, "struct");
			name = t;
			continue;
		} else if (t.kind != TOK_PUNCT || parens) {
			continue;
		}
		if (!token_is(text, &t, "]") && !token_is(text, &t, ":"))
			name.len = 0;
	}
	free(m.list);
}

static void judge_page_members(struct cursor *c)
{
	size_t from = 0;
	const struct elem *e;

	while ((e = outline_find(c->o, ELEM_STRUCT, "page", &from)))
		if (e->body_end > e->body)
			judge_struct_page(c, e);
}

void judge_words(const struct lists *lists, const char *path,
		 const struct outline *o, struct opinions *out)
{
	struct cursor c = { .lists = lists, .o = o, .out = out, .line = 1 };
	struct scan_result result = { 0 };
	struct buf copy = { 0 };

	buf_add(&copy, o->text, o->len);
	buf_fill(&copy, '\0', WORDSET_SLOP);
	if (scan_buffer(lists, path, copy.data, o->len, &result))
		out_of_memory();
	for (size_t i = 0; i < result.site_count; i++) {
		const struct site *s = &result.sites[i];

		if (s->class == CLASS_API)
			judge_api(&c, s);
		else if (s->class == CLASS_MEMBERS && s->in == IN_STRUCT &&
			 s->kind == KIND_DECLARATION && s->function &&
			 !strcmp(s->function, "page"))
			add(&c, "PT001", s, "put it into struct ptdesc",
			    "struct page has '%s' for page tables");
	}
	c.line = 1;
	c.off = 0;
	judge_page_members(&c);
	scan_free(&result);
	buf_free(&copy);
}
