// SPDX-License-Identifier: GPL-2.0-only
/* The directives of a step file: applying them to a file. */

#define _GNU_SOURCE
#include <string.h>

#include "edit/columns.h"
#include "edit/comment.h"
#include "edit/directive.h"
#include "lex.h"
#include "edit/member.h"

static const enum elem_kind elem_of[] = {
	[ON_FUNCTION] = ELEM_FUNCTION, [ON_MACRO] = ELEM_MACRO,
	[ON_STRUCT] = ELEM_STRUCT, [ON_UNION] = ELEM_UNION,
	[ON_ENUM] = ELEM_ENUM, [ON_INCLUDE] = ELEM_INCLUDE,
	[ON_INVOCATION] = ELEM_INVOCATION,
	[ON_LAST_INVOCATION] = ELEM_INVOCATION,
};

static size_t line_start(const char *text, size_t off)
{
	while (off && text[off - 1] != '\n')
		off--;
	return off;
}

/* The start of the line after the one that @off is in. */
static size_t line_after(const char *text, size_t len, size_t off)
{
	const char *nl = off < len ? memchr(text + off, '\n', len - off) : NULL;

	return nl ? (size_t)(nl - text) + 1 : len;
}

/* Where the comment begins that ends on the line before @off; else @off. */
static size_t before_comment(const char *text, size_t off)
{
	struct lexer lx;
	struct token t, comment = { .len = 0 };

	lex_init(&lx, text, off);
	while (lex_next(&lx, &t)) {
		if (t.kind == TOK_COMMENT)
			comment = t;
		else if (t.kind > TOK_COMMENT)
			comment.len = 0;
	}
	if (!comment.len || comment.off + comment.len + 1 != off)
		return off;
	if (text_end(text + line_start(text, comment.off),
		     comment.off - line_start(text, comment.off), false))
		return off;
	return line_start(text, comment.off);
}

/* EXPORT_SYMBOL(f) and the like, directly below, belong to the function. */
static size_t after_exports(const struct outline *o, const struct elem *e,
			    size_t at)
{
	for (size_t i = 0; i < o->nr_elems; i++) {
		const struct elem *x = &o->elems[i];

		if (x->kind != ELEM_INVOCATION || x->start != at)
			continue;
		if (!has_word(o->text + x->start, x->end - x->start,
			      o->text + e->name, e->name_len))
			break;
		at = line_after(o->text, o->len, x->end);
	}
	return at;
}

/* Copies lines with a backslash after each but the last. */
static void add_continued(struct buf *out, const struct buf *code, long col)
{
	const char *p = code->data, *end = p + code->len;

	while (p < end) {
		size_t n = strcspn(p, "\n");

		buf_add(out, p, n);
		p += n + 1;
		if (p < end)
			add_backslash(out, text_width(p - n - 1, n, 0), col);
		buf_puts(out, "\n");
	}
}

/* The column of the backslashes of a macro; one tab past a single line. */
static long macro_column(const char *text, size_t start, size_t end)
{
	size_t n = 0;

	for (size_t p = start; p < end; p += n + 1) {
		long col;

		n = strcspn(text + p, "\n");
		col = backslash_column(text + p, n);
		if (col >= 0)
			return col;
	}
	return (text_width(text + start, end - start, 0) | 7) + 1;
}

/* Appends lines to a macro; returns where the rest of the file begins. */
static size_t into_macro(const struct directive *d, const char *text,
			 const struct elem *e, size_t from, struct buf *out)
{
	size_t start = line_start(text, e->start);
	size_t last = line_start(text, e->end);
	long col = macro_column(text, start, e->end);

	buf_add(out, text + from, e->end - from);
	add_backslash(out, text_width(text + last, e->end - last, 0), col);
	buf_puts(out, "\n");
	add_continued(out, &d->code, col);
	return e->end + (text[e->end] == '\n');
}

/* Copies up to the place and inserts; returns where the rest begins. */
static size_t insert_at(const struct directive *d, const struct outline *o,
			const struct elem *e, size_t from, struct buf *out)
{
	size_t at;

	if (d->where == AT_INTO)
		return into_macro(d, o->text, e, from, out);
	if (d->where == AT_BEFORE)
		at = before_comment(o->text, line_start(o->text, e->start));
	else
		at = after_exports(o, e, line_after(o->text, o->len, e->end));
	if (at < from)
		return from;
	buf_add(out, o->text + from, at - from);
	if (at == o->len && at && o->text[at - 1] != '\n')
		buf_puts(out, "\n");
	buf_add(out, d->code.data, d->code.len);
	return at;
}

static const struct elem *find_last(const struct outline *o,
				    enum elem_kind kind, const char *name)
{
	const struct elem *e, *last = NULL;
	size_t i = 0;

	while ((e = outline_find(o, kind, name, &i)))
		last = e;
	return last;
}

/* Inserts at the anchor @name; returns how often. */
static size_t insert_by(const struct directive *d, const char *name,
			const struct buf *in, struct buf *out)
{
	struct outline o;
	const struct elem *e;
	size_t i = 0, from = 0, count = 0;

	outline_read(&o, in->data, in->len);
	if (d->target == ON_LAST_INVOCATION) {
		e = find_last(&o, ELEM_INVOCATION, name);
		if (e && ++count)
			from = insert_at(d, &o, e, 0, out);
	} else {
		while ((e = outline_find(&o, elem_of[d->target], name, &i))) {
			from = insert_at(d, &o, e, from, out);
			count++;
			if (!d->every)
				break;
		}
	}
	if (count)
		buf_add(out, in->data + from, in->len - from);
	outline_free(&o);
	return count;
}

/* The first name that the file has an element of is the anchor. */
static size_t insert(const struct directive *d, const struct buf *in,
		     struct buf *out)
{
	size_t count = 0;

	for (const char *name = d->name; *name && !count;
	     name += strlen(name) + 1)
		count = insert_by(d, name, in, out);
	return count;
}

/* Replaces in the text of all elements of that name. */
static size_t replace_in(const struct directive *d, const struct buf *in,
			 struct buf *out)
{
	struct outline o;
	const struct elem *e;
	size_t i = 0, from = 0, count = 0;

	outline_read(&o, in->data, in->len);
	while ((e = outline_find(&o, elem_of[d->target], d->name, &i))) {
		if (e->start < from)
			continue;
		buf_add(out, in->data + from, e->start - from);
		count += pattern_apply(d->pattern, in->data + e->start,
				       e->end - e->start, out);
		from = e->end;
	}
	buf_add(out, in->data + from, in->len - from);
	outline_free(&o);
	return count;
}

static size_t delete_include(const struct directive *d, const struct buf *in,
			     struct buf *out)
{
	struct outline o;
	const struct elem *e;
	size_t i = 0, from = 0, count = 0;

	outline_read(&o, in->data, in->len);
	while ((e = outline_find(&o, ELEM_INCLUDE, d->name, &i))) {
		buf_add(out, in->data + from, e->start - from);
		from = line_after(in->data, in->len, e->end);
		count++;
	}
	buf_add(out, in->data + from, in->len - from);
	outline_free(&o);
	return count;
}

static size_t apply_one(const struct directive *d, const struct buf *in,
			struct buf *out)
{
	if (d->verb == DIR_INSERT)
		return insert(d, in, out);
	if (d->verb == DIR_DELETE && d->target == ON_INCLUDE)
		return delete_include(d, in, out);
	if (d->verb == DIR_DELETE)
		return member_delete(d->name, d->owner, in, out);
	if (d->target == ON_TEXT)
		return pattern_apply(d->pattern, in->data, in->len, out);
	if (d->target == ON_COMMENT)
		return comment_replace(d->pattern, in->data, in->len, out);
	return replace_in(d, in, out);
}

void directives_apply(const struct directives *d, const struct buf *file,
		      bool is_c, struct buf *out, size_t *counts)
{
	struct buf now = { 0 };

	buf_add(&now, file->data, file->len);
	for (size_t i = 0; i < d->nr; i++) {
		const struct directive *dir = &d->list[i];
		struct buf next = { 0 };

		counts[i] = 0;
		if (dir->skipped || is_c == (dir->target == ON_TEXT))
			continue;
		if (dir->unless && has_word(file->data, file->len, dir->unless,
					    strlen(dir->unless)))
			continue;
		counts[i] = apply_one(dir, &now, &next);
		if (!counts[i]) {
			buf_free(&next);
			continue;
		}
		buf_free(&now);
		now = next;
	}
	buf_add(out, now.data, now.len);
	buf_free(&now);
}
