// SPDX-License-Identifier: GPL-2.0-only
/* What the engine finds in the files of a series: see program.h. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "archpath.h"
#include "check/checks.h"
#include "lex.h"
#include "program.h"

/* A key has the words of one expression. */
#define KEY_TOKENS 64

struct program_file *program_find(const struct program *s, const char *path)
{
	str_t name = str_find(path, strlen(path));
	uint32_t number = name ? slots_get(&s->by_path, name, NULL, NULL) : 0;

	return number ? &s->files[number - 1] : NULL;
}

static struct program_file *add_file(struct program *s, const char *path)
{
	str_t name = str_of(path);

	GROW(s->files, s->count, s->capacity);
	s->files[s->count++] = (struct program_file){
		.path = name, .whole = true,
	};
	slots_add(&s->by_path, name, (uint32_t)s->count);
	return &s->files[s->count - 1];
}

struct program_file *program_add(struct program *s, const char *path,
			     const struct series_lines *lines, bool whole)
{
	struct program_file *f = program_find(s, path);
	size_t before;

	if (!f)
		f = add_file(s, path);
	before = f->shown.text.len;
	f->whole &= whole;
	shown_add(&f->shown, lines, whole);
	s->bytes += f->shown.text.len - before;
	return f;
}

static const struct shown_line *line_at(const struct program_file *f,
					unsigned int line)
{
	return f && line && line <= f->shown.count ? &f->shown.lines[line - 1]
						   : NULL;
}

/* x, x->m[i].n and f(a, b): up to where the expression ends. */
static void add_expression(struct buf *key, const char *text, size_t off,
			   size_t len)
{
	struct token t;
	struct lexer lx;
	int depth = 0;
	bool wants = true;		/* an operand */

	lex_init_range(&lx, text, off, len - off, 1);
	for (int n = 0; n < KEY_TOKENS && lex_next_code(&lx, &t); n++) {
		char c = t.len == 1 ? text[t.off] : ' ';
		bool opens = c == '(' || c == '[', closes = c == ')' || c == ']';
		bool joins = c == '.' || token_is(text, &t, "->");

		if (!depth && (closes || (!opens && !joins && !wants)))
			break;
		depth += opens;
		depth -= closes;
		wants = joins;
		buf_puts(key, " ");
		buf_add(key, text + t.off, t.len);
	}
}

/* Words of a megabyte are the same words if their hashes are. */
static char *key_of(const struct finding *f, const struct shown *shown,
		    const struct shown_line *line)
{
	struct buf words = { 0 };
	size_t off = line->off + (f->column ? f->column - 1 : 0);
	char *key;

	buf_puts(&words, "");
	if (off < shown->text.len)
		add_expression(&words, shown->text.data, off, shown->text.len);
	key = xasprintf("%s %016llx", f->id, (unsigned long long)
			XXH3_64bits(words.data, words.len));
	buf_free(&words);
	return key;
}

/* Links to lines as they are numbered in their files. */
static void renumber(const struct program *s, struct finding *f, bool *caused)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->chain_count; i++) {
		struct chain_link *link = &f->chain[i];
		const struct shown_line *line =
			line_at(program_find(s, link->file), link->line);

		if (line && line->number) {
			*caused |= line->added;
			link->line = line->number;
			f->chain[kept++] = *link;
		} else {
			free(link->file);
			free(link->what);
		}
	}
	f->chain_count = kept;
	if (f->function && !strcmp(f->function, SHOWN_UNKNOWN))
		finding_set(&f->function, NULL);
}

static void take(struct program *s, struct finding *f)
{
	const struct program_file *file = program_find(s, f->file);
	const struct shown_line *line = line_at(file, f->line);
	struct program_finding *new;

	if (!line || !line->number) {
		finding_free(f);
		return;
	}
	GROW(s->found, s->found_count, s->found_capacity);
	new = &s->found[s->found_count++];
	*new = (struct program_finding){ .f = *f, .added = line->added };
	new->key = key_of(f, &file->shown, line);
	renumber(s, &new->f, &new->caused);
	new->f.line = line->number;
}

static void take_all(struct program *s, struct findings *found)
{
	findings_sort(found);
	for (size_t i = 0; i < found->count; i++)
		take(s, &found->list[i]);
	free(found->list);
}

static void number_half(const struct program *s, struct half *h)
{
	const struct program_file *f = program_find(s, str_get(h->file));
	const struct shown_line *line = line_at(f, h->line);
	const struct shown_line *dtor = line_at(f, h->dtor);

	h->line = line ? line->number : 0;
	h->dtor = dtor && dtor->number ? dtor->number : h->line;
	h->added = line && line->added;
}

/* Is it one of generic code that another architecture's kernel has, too? */
static bool is_there(const struct program *s, const struct half *h, size_t end)
{
	for (size_t i = 0; i < end && !h->arch; i++)
		if (s->halves[i].file == h->file &&
		    s->halves[i].function == h->function &&
		    s->halves[i].line == h->line &&
		    s->halves[i].column == h->column)
			return true;
	return false;
}

/*
 * Halves of one architecture's kernel, with the lines of their files. What is
 * there for those without their own is a half in each of these kernels.
 */
static void take_halves(struct program *s, size_t first, const char *arch)
{
	size_t kept = first;

	for (size_t i = first; i < s->half_count; i++) {
		struct half h = s->halves[i];
		const struct program_file *f = program_find(s, str_get(h.file));

		number_half(s, &h);
		h.arch = arch && (in_arch(str_get(h.file)) ||
				  (f && f->untouched)) ? str_of(arch) : 0;
		if (is_there(s, &h, kept)) {
			free(h.stem);
			free(h.common_stem);
		} else {
			s->halves[kept++] = h;
		}
	}
	s->half_count = kept;
}

static void look_at_arch(struct program *s, struct syntax *syntax, size_t arch,
			 struct findings *found, struct syntax_totals *totals)
{
	struct graph graph = { 0 };
	struct solved solved;
	size_t first = s->half_count;

	syntax_lower(syntax, arch, &graph, totals);
	solve(&solved, &graph);
	s->lost += solved.lost;
	checks_run(&solved, found, NULL);
	halves_find(&solved, &s->halves, &s->half_count, &s->half_capacity);
	take_halves(s, first, syntax_arch(syntax, arch));
	solved_free(&solved);
	graph_free(&graph);
}

/* Hunks may end anywhere: what is unread of them was not to be had. */
static void tell_unseen(const struct program *s,
			const struct syntax_totals *totals,
			program_unseen unseen, void *context)
{
	for (size_t i = 0; i < totals->unseen_count; i++) {
		const struct syntax_unseen *u = &totals->unseen[i];
		const struct program_file *f =
			program_find(s, str_get(u->file));
		bool added = false;

		for (uint32_t n = u->first_line; n <= u->last_line; n++) {
			const struct shown_line *line = line_at(f, n);

			added |= line && line->added;
		}
		if (added && f->whole)
			unseen(context, str_get(f->path),
			       str_get(u->function), u->why);
	}
}

static size_t count_same(const struct findings *found, const struct finding *f)
{
	size_t count = 0;

	for (size_t i = 0; i < found->count; i++) {
		const struct finding *other = &found->list[i];

		count += other->line == f->line && other->column == f->column &&
			 !strcmp(other->id, f->id) &&
			 !strcmp(other->file, f->file);
	}
	return count;
}

static bool is_of_arch(const char *path)
{
	return in_arch(path);
}

/* Has an architecture's function got it from generic code? */
static bool is_from_generic(const struct finding *f)
{
	for (size_t i = 0; i < f->chain_count; i++)
		if (f->chain[i].file && !is_of_arch(f->chain[i].file))
			return true;
	return false;
}

/*
 * What a pgtable_t is in one architecture does not make generic code wrong, nor
 * what that code calls: an architecture where it would be has functions of its
 * own instead, which a series need not show.
 */
static void drop_of_some(struct findings *found, size_t arches)
{
	size_t kept = 0;

	for (size_t i = 0; i < found->count; i++) {
		struct finding *f = &found->list[i];

		if (strcmp(f->id, "PT008"))
			continue;
		if (is_of_arch(f->file) ? is_from_generic(f) :
		    count_same(found, f) < arches)
			finding_set(&f->suppressed, "");
	}
	for (size_t i = 0; i < found->count; i++)
		if (found->list[i].suppressed)
			finding_free(&found->list[i]);
		else
			found->list[kept++] = found->list[i];
	found->count = kept;
}

void program_look(struct program *s, program_unseen unseen, void *context)
{
	struct syntax *syntax = syntax_new();
	struct findings found = {
		.most = s->found_count < MAX_FOUND ?
			MAX_FOUND - s->found_count : 1,
	};
	struct syntax_totals totals = { 0 };
	size_t arches;

	for (size_t i = 0; i < s->count; i++)
		if (s->files[i].shown.text.len)
			syntax_add(syntax, str_get(s->files[i].path),
				   s->files[i].shown.text.data,
				   s->files[i].shown.text.len,
				   s->files[i].known ? SYNTAX_KNOW :
						       SYNTAX_LOOK_AT);
	arches = syntax_parse(syntax);
	for (size_t i = 0; i < arches; i++)
		look_at_arch(s, syntax, i, &found, &totals);
	s->functions += totals.functions;
	if (unseen)
		tell_unseen(s, &totals, unseen, context);
	s->left_out += found.left_out;
	drop_of_some(&found, arches);
	take_all(s, &found);
	syntax_free(syntax);
}

void program_drop(struct program *s)
{
	for (size_t i = 0; i < s->count; i++)
		shown_free(&s->files[i].shown);
	free(s->files);
	slots_free(&s->by_path);
	s->files = NULL;
	s->count = s->capacity = s->bytes = 0;
}

void program_free(struct program *s)
{
	program_drop(s);
	for (size_t i = 0; i < s->found_count; i++) {
		finding_free(&s->found[i].f);
		free(s->found[i].key);
	}
	free(s->found);
	halves_free(s->halves, s->half_count);
	*s = (struct program){ 0 };
}
