// SPDX-License-Identifier: GPL-2.0-only
/*
 * The outline of a C file, from its tokens alone.
 *
 * Nothing is preprocessed: all branches of an #if are read. Each branch starts
 * from the state at the #if, and what follows the #endif goes on from the last
 * branch, so that two headers may share one body. A '}' in the first column
 * ends whatever is open, which repairs the count after a surprise.
 */

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "checkout.h"
#include "lex.h"
#include "listfile.h"
#include "outline.h"
#include "scan/wordset.h"

#define EXIT_NO_LISTS 2

#define MAX_DEPTH 32
#define MAX_TWINS 4

/* A declaration at file scope, or a member, as far as it has been read. */
struct decl {
	bool begun;
	bool is_init;		/* a '=' was seen: braces are values */
	bool typed;		/* something stands before the name( */
	bool header;		/* name(...) is complete */
	bool aggregate;		/* after struct, union, enum */
	enum elem_kind agg_kind;
	struct token first, name, agg_name, arg;
	uint32_t name_line;
	struct token alt[MAX_TWINS];
	int nr_alt;
};

struct state {
	int depth;		/* of braces */
	int paren;
	int paren_brace;	/* braces inside those parentheses */
	int top;		/* outermost open element, or -1 */
	int open[MAX_DEPTH];	/* element opened at that depth, or -1 */
	struct decl decl;
};

struct frame {
	struct state saved;
	struct token start;
	int lost[MAX_TWINS];	/* left open in earlier branches */
	int nr_lost;
	struct token alt[MAX_TWINS];	/* headers of earlier branches */
	int nr_alt;
};

struct reader {
	struct outline *o;
	struct state s;
	struct token prev, last_ident;
	struct frame *frames;
	size_t nr_frames, elem_room, cond_room, frame_room;
};

static bool in_list(const char *text, const struct token *t,
		    const char *const *list)
{
	for (; *list; list++)
		if (token_is(text, t, *list))
			return true;
	return false;
}

/* The list of the kernel's annotations, read once. */
#define IN_FUNCTION_HEADER	1u
#define BEHIND_RECORD		2u

static struct wordset *annotations;

static int take_annotation(void *context, const struct list_line *line)
{
	uint32_t mask = 0;

	for (size_t i = 0; i < line->count; i++)
		mask |= strcmp(line->values[i].key, "record") ?
			IN_FUNCTION_HEADER : BEHIND_RECORD;
	return wordset_add(context, line->name, mask) ?
		list_wrong(line, "not a word of three or more letters, digits and underscores: \"%s\"",
			   line->name) : 0;
}

static void read_annotations(void)
{
	char *folder = checkout_lists(NULL);
	struct wordset *ws = wordset_new();

	if (!ws)
		out_of_memory();
	if (!folder ||
	    listfile_read(folder, "annotations", take_annotation, ws))
		exit(EXIT_NO_LISTS);
	if (wordset_build(ws))
		out_of_memory();
	free(folder);
	annotations = ws;
}

static bool is_annotation(const char *text, const struct token *t,
			  uint32_t mask)
{
	return text[t->off] == '_' &&
	       wordset_lookup(annotations, text + t->off, t->len) & mask;
}

/* Words that take parentheses in a function's header, but do not name it. */
static bool is_attribute(const char *text, const struct token *t)
{
	static const char *const words[] = {
		"__attribute__", "__attribute", "__asm__", "asm", "__asm",
		"__typeof__", "typeof", "_Alignas", NULL
	};

	if (text[t->off] != '_' && text[t->off] != 'a' && text[t->off] != 't')
		return false;
	return in_list(text, t, words) ||
	       is_annotation(text, t, IN_FUNCTION_HEADER);
}

static bool is_packing(const char *text, const struct token *t)
{
	return token_is(text, t, "__attribute__") ||
	       is_annotation(text, t, BEHIND_RECORD);
}

static bool all_upper(const char *text, const struct token *t)
{
	for (uint32_t i = 0; i < t->len; i++)
		if (islower((unsigned char)text[t->off + i]))
			return false;
	return true;
}

static bool at_column_0(const char *text, const struct token *t)
{
	return !t->off || text[t->off - 1] == '\n';
}

static int add_elem(struct reader *r, enum elem_kind kind,
		    const struct token *name, const struct token *first)
{
	struct outline *o = r->o;

	if (o->nr_elems == r->elem_room) {
		r->elem_room = r->elem_room ? 2 * r->elem_room : 64;
		o->elems = xrealloc(o->elems,
				    r->elem_room * sizeof(*o->elems));
	}
	o->elems[o->nr_elems] = (struct elem){
		.kind = kind, .name = name->off, .name_len = name->len,
		.start = first->off, .first_line = first->line, .twin = -1,
	};
	return o->nr_elems++;
}

static void end_elem(struct reader *r, int i, const struct token *last)
{
	while (i >= 0) {
		struct elem *e = &r->o->elems[i];

		e->end = e->body_end = last->off + last->len;
		e->last_line = last->line;
		i = e->twin;
	}
}

/* Its start moves up to a #if that holds only a part of it. */
static void move_start(struct elem *e, const struct token *to)
{
	if (to->off < e->start) {
		e->start = to->off;
		e->first_line = to->line;
	}
}

/* FOO_DEFINE3(name, ...) { is the function "name". */
static struct token function_name(const char *text, const struct decl *d)
{
	if (!d->typed && d->arg.len && all_upper(text, &d->name))
		return d->arg;
	return d->name;
}

static int open_function(struct reader *r, const struct token *brace)
{
	struct decl *d = &r->s.decl;
	struct token name = function_name(r->o->text, d);
	int e = add_elem(r, ELEM_FUNCTION, &name, &d->first), prev = e;

	r->o->elems[e].body = brace->off;
	for (int i = 0; i < d->nr_alt; i++) {
		const char *text = r->o->text;
		int alt;

		if (d->alt[i].len == name.len &&
		    !memcmp(text + d->alt[i].off, text + name.off, name.len))
			continue;
		alt = add_elem(r, ELEM_FUNCTION, &d->alt[i], &d->first);
		r->o->elems[alt].body = brace->off;
		r->o->elems[prev].twin = alt;
		prev = alt;
	}
	return e;
}

static void open_brace(struct reader *r, const struct token *t)
{
	struct state *s = &r->s;
	struct decl *d = &s->decl;
	int e = -1;
	bool in_function = s->top >= 0 &&
		r->o->elems[s->top].kind == ELEM_FUNCTION;

	if (!in_function && !d->is_init && d->begun) {
		if (d->aggregate) {
			e = add_elem(r, d->agg_kind, &d->agg_name, &d->first);
			r->o->elems[e].body = t->off;
		} else if (d->header && s->depth == 0) {
			e = open_function(r, t);
		}
	}
	if (s->depth == 0 && e < 0 && r->prev.kind == TOK_STRING) {
		memset(d, 0, sizeof(*d));	/* extern "C" { */
		return;
	}
	if (s->depth < MAX_DEPTH)
		s->open[s->depth] = e;
	if (s->depth == 0)
		s->top = e;
	s->depth++;
	if (e >= 0)
		memset(d, 0, sizeof(*d));
}

/* An aggregate goes on to its ';': names, attributes, an initialiser. */
static void close_brace(struct reader *r, const struct token *t)
{
	struct state *s = &r->s;
	int e;

	if (s->depth == 0) {
		memset(&s->decl, 0, sizeof(s->decl));
		return;
	}
	if (at_column_0(r->o->text, t)) {
		for (int i = s->depth - 1; i > 0; i--)
			if (i < MAX_DEPTH && s->open[i] >= 0)
				end_elem(r, s->open[i], t);
		s->depth = 1;
	}
	s->depth--;
	e = s->depth < MAX_DEPTH ? s->open[s->depth] : -1;
	if (e >= 0) {
		end_elem(r, e, t);
		memset(&s->decl, 0, sizeof(s->decl));
		if (r->o->elems[e].kind != ELEM_FUNCTION) {
			s->decl.begun = true;
			s->decl.is_init = true;
			s->decl.first = *t;
			s->decl.nr_alt = -1 - e;	/* ends at the ';' */
		}
	}
	if (s->depth == 0)
		s->top = -1;
}

static void end_decl(struct reader *r, const struct token *t)
{
	struct decl *d = &r->s.decl;

	if (d->nr_alt < 0) {
		struct elem *e = &r->o->elems[-1 - d->nr_alt];

		e->end = t->off + t->len;
		e->last_line = t->line;
	} else if (d->header && !d->typed && !d->is_init &&
		   r->s.depth == 0) {
		int i = add_elem(r, ELEM_INVOCATION, &d->name, &d->first);

		r->o->elems[i].end = t->off + t->len;
		r->o->elems[i].last_line = t->line;
	}
	memset(d, 0, sizeof(*d));
}

static bool is_called(const struct outline *o, const struct token *t)
{
	size_t end = t->off + t->len;

	return end < o->len && o->text[end] == '(';
}

/*
 * NAME(...) alone, without ';', before a declaration on a new line or another
 * one of its kind.
 */
static void end_bare_invocation(struct reader *r, const struct token *t)
{
	struct decl *d = &r->s.decl;

	if (!d->header || d->typed || d->is_init || d->aggregate ||
	    r->s.depth || r->prev.kind != TOK_PUNCT ||
	    (!at_column_0(r->o->text, t) && !is_called(r->o, t)))
		return;
	end_decl(r, &r->prev);
}

static void on_ident(struct reader *r, const struct token *t)
{
	static const char *const keys[] = { "struct", "union", "enum", NULL };
	const char *text = r->o->text;
	struct decl *d = &r->s.decl;

	end_bare_invocation(r, t);
	if (!d->begun) {
		d->begun = true;
		d->first = *t;
	}
	if (d->is_init)
		return;
	if (in_list(text, t, keys)) {
		d->aggregate = true;
		d->agg_name = (struct token){ .off = t->off };
		d->agg_kind = text[t->off] == 's' ? ELEM_STRUCT :
			      text[t->off] == 'u' ? ELEM_UNION : ELEM_ENUM;
	} else if (d->aggregate && !is_packing(text, t) &&
		   (!d->agg_name.len || text[d->agg_name.off] == '_')) {
		d->agg_name = *t;	/* struct __attribute_macro NAME */
	}
}

static void on_open_paren(struct reader *r)
{
	struct state *s = &r->s;
	struct decl *d = &s->decl;
	const char *text = r->o->text;

	if (s->paren++ || d->is_init || !d->begun ||
	    r->prev.kind != TOK_IDENT || is_attribute(text, &r->prev) ||
	    is_packing(text, &r->prev))
		return;
	d->name = r->prev;
	d->typed = r->prev.off != d->first.off;
	d->arg.len = 0;
	d->header = false;
	d->aggregate = false;
}

static void on_punct(struct reader *r, const struct token *t)
{
	struct state *s = &r->s;
	struct decl *d = &s->decl;

	switch (r->o->text[t->off]) {
	case '{':
		open_brace(r, t);
		break;
	case '}':
		close_brace(r, t);
		break;
	case ';':
		end_decl(r, t);
		break;
	case '(':
		on_open_paren(r);
		break;
	case '=':
		d->is_init = true;
		d->aggregate = false;
		break;
	case '*':
		d->aggregate = false;
		break;
	}
}

/* Inside parentheses nothing counts but their end. */
static void in_parens(struct reader *r, const struct token *t)
{
	struct state *s = &r->s;
	const char *text = r->o->text;
	struct decl *d = &s->decl;

	if (t->kind == TOK_IDENT && !d->arg.len && r->prev.len == 1 &&
	    text[r->prev.off] == '(' && r->prev.off > d->name.off)
		d->arg = *t;
	if (t->kind != TOK_PUNCT)
		return;
	switch (text[t->off]) {
	case '(':
		s->paren++;
		break;
	case ')':
		if (!--s->paren && d->name.len && d->begun)
			d->header = true;
		break;
	case '{':
		if (at_column_0(text, t)) {	/* lost a ')' */
			s->paren = s->paren_brace = 0;
			d->header = d->name.len;
			open_brace(r, t);
			break;
		}
		s->paren_brace++;
		break;
	case '}':
		if (at_column_0(text, t) && !s->paren_brace) {
			s->paren = 0;
			close_brace(r, t);
			break;
		}
		if (s->paren_brace)
			s->paren_brace--;
		break;
	}
}

/* In a function only braces count: this is most of a file. */
static void on_token(struct reader *r, const struct token *t)
{
	struct state *s = &r->s;
	bool in_function = s->top >= 0 &&
		r->o->elems[s->top].kind == ELEM_FUNCTION;

	if (in_function) {
		if (t->kind == TOK_PUNCT && r->o->text[t->off] == '{')
			open_brace(r, t);
		else if (t->kind == TOK_PUNCT && r->o->text[t->off] == '}')
			close_brace(r, t);
	} else if (s->paren) {
		in_parens(r, t);
	} else if (t->kind == TOK_IDENT) {
		on_ident(r, t);
	} else if (t->kind == TOK_PUNCT) {
		on_punct(r, t);
	}
	r->prev = *t;
}

static void push_frame(struct reader *r, const struct token *t)
{
	if (r->nr_frames == r->frame_room) {
		r->frame_room = r->frame_room ? 2 * r->frame_room : 16;
		r->frames = xrealloc(r->frames,
				     r->frame_room * sizeof(*r->frames));
	}
	memset(&r->frames[r->nr_frames], 0, sizeof(*r->frames));
	r->frames[r->nr_frames].saved = r->s;
	r->frames[r->nr_frames].start = *t;
	r->nr_frames++;
}

/* Something whose header began in this branch and whose body is open. */
static bool left_open(const struct reader *r, const struct frame *f)
{
	return f->saved.top < 0 && r->s.top >= 0;
}

/* A header that began in this branch and has no body yet. */
static bool left_header(const struct reader *r, const struct frame *f)
{
	return !f->saved.decl.begun && r->s.decl.begun && r->s.decl.header &&
	       r->s.top < 0 && r->s.decl.nr_alt >= 0;
}

static void next_branch(struct reader *r)
{
	struct frame *f;

	if (!r->nr_frames)
		return;
	f = &r->frames[r->nr_frames - 1];
	if (left_open(r, f) && f->nr_lost < MAX_TWINS)
		f->lost[f->nr_lost++] = r->s.top;
	if (left_header(r, f) && f->nr_alt < MAX_TWINS)
		f->alt[f->nr_alt++] = function_name(r->o->text, &r->s.decl);
	r->s = f->saved;
}

/* What earlier branches opened ends with what is open now. */
static void adopt_lost(struct reader *r, const struct frame *f)
{
	int e = r->s.top;

	move_start(&r->o->elems[e], &f->start);
	for (int i = 0; i < f->nr_lost; i++) {
		int last = e;

		if (f->lost[i] == e)
			continue;
		while (r->o->elems[last].twin >= 0)
			last = r->o->elems[last].twin;
		move_start(&r->o->elems[f->lost[i]], &f->start);
		r->o->elems[last].twin = f->lost[i];
	}
}

static void add_cond(struct reader *r, const struct token *start,
		     const struct token *end)
{
	struct outline *o = r->o;

	if (o->nr_conds == r->cond_room) {
		r->cond_room = r->cond_room ? 2 * r->cond_room : 32;
		o->conds = xrealloc(o->conds,
				    r->cond_room * sizeof(*o->conds));
	}
	o->conds[o->nr_conds++] = (struct cond){
		.start = start->off, .end = end->off + end->len,
		.first_line = start->line, .last_line = end->line,
		.depth = r->nr_frames,
	};
}

static void pop_frame(struct reader *r, const struct token *t)
{
	struct frame *f;
	struct decl *d = &r->s.decl;

	if (!r->nr_frames)
		return;
	f = &r->frames[--r->nr_frames];
	if (left_open(r, f)) {
		adopt_lost(r, f);
	} else if (left_header(r, f)) {
		d->first = f->start;
		d->typed = true;
		for (int i = 0; i < f->nr_alt && d->nr_alt < MAX_TWINS; i++)
			d->alt[d->nr_alt++] = f->alt[i];
	}
	add_cond(r, &f->start, t);
}

static void on_include(struct reader *r, struct lexer *lx,
		       const struct token *line)
{
	const char *text = r->o->text, *end, *p;
	struct token name;
	int i;

	while (lx->pos < lx->end && text[lx->pos] != '<' &&
	       text[lx->pos] != '"')
		lx->pos++;
	p = text + lx->pos;
	if (lx->pos >= lx->end)
		return;
	end = memchr(p + 1, *p == '<' ? '>' : '"', lx->end - lx->pos - 1);
	if (!end)
		return;
	name = (struct token){ .off = lx->pos + 1, .len = end - p - 1 };
	i = add_elem(r, ELEM_INCLUDE, &name, line);
	r->o->elems[i].end = line->off + line->len;
	r->o->elems[i].last_line = line->line;
}

static uint32_t last_line_of(const char *text, const struct token *t)
{
	uint32_t n = t->line;

	for (uint32_t i = 0; i < t->len; i++)
		n += text[t->off + i] == '\n';
	return n;
}

static void on_define(struct reader *r, struct lexer *lx,
		      const struct token *line)
{
	struct token t;
	struct elem *e;
	int i, depth = 0;

	if (!lex_next_code(lx, &t) || t.kind != TOK_IDENT)
		return;
	i = add_elem(r, ELEM_MACRO, &t, line);
	e = &r->o->elems[i];
	e->end = e->body_end = line->off + line->len;
	e->last_line = last_line_of(r->o->text, line);
	if (lx->pos < lx->end && r->o->text[lx->pos] == '(') {
		while (lex_next(lx, &t)) {
			depth += token_is(r->o->text, &t, "(");
			depth -= token_is(r->o->text, &t, ")");
			if (!depth)
				break;
		}
	}
	e->body = lx->pos;
}

static void on_directive(struct reader *r, const struct token *line)
{
	const char *text = r->o->text;
	struct lexer lx;
	struct token t;

	lex_init_range(&lx, text, line->off + 1, line->len - 1, line->line);
	if (!lex_next_code(&lx, &t) || t.kind != TOK_IDENT)
		return;
	if (token_is(text, &t, "if") || token_is(text, &t, "ifdef") ||
	    token_is(text, &t, "ifndef"))
		push_frame(r, line);
	else if (token_is(text, &t, "else") || token_is(text, &t, "elif"))
		next_branch(r);
	else if (token_is(text, &t, "endif"))
		pop_frame(r, line);
	else if (token_is(text, &t, "define"))
		on_define(r, &lx, line);
	else if (token_is(text, &t, "include"))
		on_include(r, &lx, line);
}

/* What the file never closed ends with the file. */
static void close_all(struct reader *r)
{
	struct outline *o = r->o;
	uint32_t lines = 1;

	for (size_t i = 0; i < o->len; i++)
		lines += o->text[i] == '\n' && i + 1 < o->len;
	for (size_t i = 0; i < o->nr_elems; i++) {
		struct elem *e = &o->elems[i];

		if (e->end)
			continue;
		e->end = e->body_end = o->len;
		e->last_line = lines;
	}
}

static int by_start(const void *va, const void *vb)
{
	const struct elem *a = va, *b = vb;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return a->name < b->name ? -1 : a->name > b->name;
}

void outline_read(struct outline *o, const char *text, size_t len)
{
	struct reader r = { .o = o, .s.top = -1 };
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct lexer lx;
	struct token t;

	pthread_once(&once, read_annotations);
	memset(o, 0, sizeof(*o));
	o->text = text;
	o->len = len;
	lex_init(&lx, text, len);
	while (lex_next_code(&lx, &t)) {
		if (t.kind == TOK_DIRECTIVE)
			on_directive(&r, &t);
		else
			on_token(&r, &t);
	}
	close_all(&r);
	free(r.frames);
	if (o->nr_elems)
		qsort(o->elems, o->nr_elems, sizeof(*o->elems), by_start);
}

void outline_free(struct outline *o)
{
	free(o->elems);
	free(o->conds);
	memset(o, 0, sizeof(*o));
}

const struct elem *outline_at(const struct outline *o, size_t off)
{
	const struct elem *best = NULL;

	for (size_t i = 0; i < o->nr_elems; i++) {
		const struct elem *e = &o->elems[i];

		if (e->start > off)
			break;
		if (off < e->end && e->kind != ELEM_INCLUDE &&
		    e->kind != ELEM_INVOCATION && e->name_len)
			best = e;
	}
	return best;
}

const struct elem *outline_find(const struct outline *o, enum elem_kind kind,
				const char *name, size_t *from)
{
	size_t len = strlen(name);

	for (size_t i = *from; i < o->nr_elems; i++) {
		const struct elem *e = &o->elems[i];

		if (e->kind == kind && e->name_len == len &&
		    !memcmp(o->text + e->name, name, len)) {
			*from = i + 1;
			return e;
		}
	}
	*from = o->nr_elems;
	return NULL;
}

size_t outline_conds_at(const struct outline *o, size_t off)
{
	size_t n = 0;

	for (size_t i = 0; i < o->nr_conds; i++)
		n += o->conds[i].start <= off && off < o->conds[i].end;
	return n;
}
