// SPDX-License-Identifier: GPL-2.0-only
/* The directives of a step file: reading them. */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edit/directive.h"

struct parser {
	struct directives *d;
	char *const *defines;
	char *why;
	size_t why_size;
};

static const struct { const char *word; enum directive_target target; }
targets[] = {
	{ "function", ON_FUNCTION }, { "macro", ON_MACRO },
	{ "struct", ON_STRUCT }, { "union", ON_UNION }, { "enum", ON_ENUM },
	{ "include", ON_INCLUDE }, { "invocation", ON_INVOCATION },
	{ "last-invocation", ON_LAST_INVOCATION },
	{ "comment", ON_COMMENT }, { "text", ON_TEXT },
	{ "member", ON_MEMBER },
};

static bool fail(struct parser *ps, const char *msg, const char *arg)
{
	snprintf(ps->why, ps->why_size, msg, arg);
	return false;
}

/* The next word, or NULL at the end; the caller frees it. */
static char *next_word(const char **p)
{
	size_t n;
	char *word;

	*p += strspn(*p, " \t");
	n = strcspn(*p, " \t\r");
	if (!n)
		return NULL;
	word = xrealloc(NULL, n + 1);
	memcpy(word, *p, n);
	word[n] = '\0';
	*p += n;
	return word;
}

/* Takes the word if it is the next one. */
static bool accept(const char **p, const char *want)
{
	const char *save = *p;
	char *word = next_word(p);
	bool is = word && !strcmp(word, want);

	if (!is)
		*p = save;
	free(word);
	return is;
}

static bool parse_target(struct parser *ps, struct directive *dir,
			 const char **p)
{
	char *word = next_word(p);

	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++) {
		if (!word || strcmp(word, targets[i].word))
			continue;
		dir->target = targets[i].target;
		free(word);
		return true;
	}
	fail(ps, "'%s' is nothing that a directive can speak of",
	     word ? word : "");
	free(word);
	return false;
}

static bool parse_name(struct parser *ps, char **name, const char **p,
		       const char *what)
{
	free(*name);
	*name = next_word(p);
	return *name ? true : fail(ps, "expected the name of %s", what);
}

/* Names between bars become strings one after the other, the last empty. */
static bool parse_anchors(struct parser *ps, char **names, const char **p)
{
	size_t n;

	if (!parse_name(ps, names, p, "the anchor"))
		return false;
	n = strlen(*names);
	*names = xrealloc(*names, n + 2);
	(*names)[n + 1] = '\0';
	for (size_t i = 0; i < n; i++) {
		if ((*names)[i] != '|')
			continue;
		if (!i || (*names)[i - 1] == '\0' || i + 1 == n)
			return fail(ps, "%s", "no name stands beside a bar");
		(*names)[i] = '\0';
	}
	return true;
}

static bool parse_end(struct parser *ps, struct directive *dir, const char *p)
{
	if (accept(&p, "unless") &&
	    !parse_name(ps, &dir->unless, &p, "a word after unless"))
		return false;
	p += strspn(p, " \t\r");
	return *p ? fail(ps, "'%s' is not expected here", p) : true;
}

static bool parse_insert(struct parser *ps, struct directive *dir,
			 const char *p)
{
	dir->verb = DIR_INSERT;
	dir->every = accept(&p, "every");
	if (accept(&p, "before"))
		dir->where = AT_BEFORE;
	else if (accept(&p, "after"))
		dir->where = AT_AFTER;
	else if (accept(&p, "into"))
		dir->where = AT_INTO;
	else
		return fail(ps, "%s", "expected before, after or into");
	if (accept(&p, "every"))
		dir->every = true;
	if (!parse_target(ps, dir, &p))
		return false;
	if (dir->target >= ON_COMMENT)
		return fail(ps, "%s", "insert needs a function, macro, struct, union, enum, include, invocation or last-invocation");
	if (dir->where == AT_INTO && dir->target != ON_MACRO)
		return fail(ps, "%s", "insert into needs a macro");
	return parse_anchors(ps, &dir->name, &p) && parse_end(ps, dir, p);
}

static bool parse_replace(struct parser *ps, struct directive *dir,
			  const char *p)
{
	dir->verb = DIR_REPLACE;
	if (!parse_target(ps, dir, &p))
		return false;
	switch (dir->target) {
	case ON_COMMENT:
	case ON_TEXT:
		break;
	case ON_MACRO:
	case ON_STRUCT:
	case ON_UNION:
	case ON_ENUM:
	case ON_INVOCATION:
		if (!parse_name(ps, &dir->name, &p, "what to replace in"))
			return false;
		break;
	default:
		return fail(ps, "%s", "replace acts on comment, text, macro, struct, union, enum or invocation");
	}
	p += strspn(p, " \t");
	dir->pattern = pattern_new(p, &p, dir->target == ON_COMMENT ||
				   dir->target == ON_TEXT, ps->why,
				   ps->why_size);
	return dir->pattern && parse_end(ps, dir, p);
}

static bool parse_delete(struct parser *ps, struct directive *dir,
			 const char *p)
{
	dir->verb = DIR_DELETE;
	if (!parse_target(ps, dir, &p))
		return false;
	if (dir->target != ON_MEMBER && dir->target != ON_INCLUDE)
		return fail(ps, "%s", "delete takes a member or an include");
	if (!parse_name(ps, &dir->name, &p, "what to delete"))
		return false;
	if (dir->target == ON_MEMBER) {
		if (!accept(&p, "of") || !accept(&p, "struct"))
			return fail(ps, "%s", "expected 'of struct NAME'");
		if (!parse_name(ps, &dir->owner, &p, "the struct"))
			return false;
	}
	return parse_end(ps, dir, p);
}

static bool parse_when(struct parser *ps, struct directive *dir,
		       const char **p)
{
	char *word;
	bool not, defined = false;

	while (accept(p, "when")) {
		word = next_word(p);
		if (!word)
			return fail(ps, "%s", "expected a name after when");
		not = *word == '!';
		for (size_t i = 0; ps->defines && ps->defines[i]; i++)
			defined |= !strcmp(ps->defines[i], word + not);
		dir->skipped |= defined == not;
		defined = false;
		free(word);
	}
	return true;
}

static bool parse_directive(struct parser *ps, struct directive *dir,
			    const char *p)
{
	if (!parse_when(ps, dir, &p))
		return false;
	if (accept(&p, "insert"))
		return parse_insert(ps, dir, p);
	if (accept(&p, "replace"))
		return parse_replace(ps, dir, p);
	if (accept(&p, "delete"))
		return parse_delete(ps, dir, p);
	return fail(ps, "expected insert, replace or delete, not '%s'", p);
}

static struct directive *add_directive(struct directives *d,
				       unsigned int line)
{
	d->list = xrealloc(d->list, (d->nr + 1) * sizeof(*d->list));
	memset(&d->list[d->nr], 0, sizeof(*d->list));
	d->list[d->nr].line = line;
	return &d->list[d->nr++];
}

/* A `//+` line: its code goes to the insert above it. */
static bool add_code(struct parser *ps, const char *p)
{
	struct directives *d = ps->d;
	struct directive *dir = d->nr ? &d->list[d->nr - 1] : NULL;

	if (!dir || dir->verb != DIR_INSERT)
		return fail(ps, "%s", "a //+ line must follow an insert");
	buf_puts(&dir->code, *p == ' ' ? p + 1 : p);
	buf_puts(&dir->code, "\n");
	return true;
}

static unsigned int check_code(struct parser *ps)
{
	for (size_t i = 0; i < ps->d->nr; i++) {
		struct directive *dir = &ps->d->list[i];

		if (dir->verb != DIR_INSERT || dir->code.len)
			continue;
		fail(ps, "%s", "insert has no //+ lines: add what to insert");
		return dir->line;
	}
	return 0;
}

unsigned int directives_parse(struct directives *d, const char *step,
			      char *const *defines, char *why,
			      size_t why_size)
{
	struct parser ps = { d, defines, why, why_size };
	unsigned int line = 0;
	bool ok = true;

	memset(d, 0, sizeof(*d));
	while (*step && ok) {
		size_t n = strcspn(step, "\n");
		struct buf text = { 0 };

		line++;
		buf_add(&text, step, n);
		if (!strncmp(text.data, "//!", 3))
			ok = parse_directive(&ps, add_directive(d, line),
					     text.data + 3);
		else if (!strncmp(text.data, "//+", 3))
			ok = add_code(&ps, text.data + 3);
		buf_free(&text);
		step += n + (step[n] == '\n');
	}
	return ok ? check_code(&ps) : line;
}

void directives_free(struct directives *d)
{
	for (size_t i = 0; i < d->nr; i++) {
		free(d->list[i].name);
		free(d->list[i].owner);
		free(d->list[i].unless);
		buf_free(&d->list[i].code);
		pattern_free(d->list[i].pattern);
	}
	free(d->list);
	memset(d, 0, sizeof(*d));
}
