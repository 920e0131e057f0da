/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_OUTLINE_H
#define PTDESC_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a C file defines, and where: functions, macros, aggregates. */
enum elem_kind {
	ELEM_FUNCTION,
	ELEM_MACRO,
	ELEM_STRUCT,
	ELEM_UNION,
	ELEM_ENUM,
	ELEM_INCLUDE,
	ELEM_INVOCATION,	/* NAME(...) at file scope, with its ';' */
};

struct elem {
	enum elem_kind kind;
	uint32_t name, name_len;  /* of an include: path without < > */
	uint32_t start, end;	  /* first byte, byte after the last */
	uint32_t body, body_end;  /* from '{' past '}'; a macro's value */
	uint32_t first_line, last_line;
	int twin;		  /* another header of the same body, or -1 */
};

struct cond {			  /* an #if ... #endif */
	uint32_t start, end;	  /* from the '#' to the end of #endif */
	uint32_t first_line, last_line;
	uint32_t depth;		  /* 0 is the outermost, include guard too */
};

struct outline {
	const char *text;
	size_t len;
	struct elem *elems;	/* in the order in which they begin */
	size_t nr_elems;
	struct cond *conds;	/* in the order in which they end */
	size_t nr_conds;
};

/*
 * outline_read() - find what the text defines. It never fails: what it cannot
 * make sense of is left out. The first call reads the list of annotations, and
 * ends the program with 2, after one sentence, if there is none. The text must stay while the outline is used.
 */
void outline_read(struct outline *o, const char *text, size_t len);

/* outline_free() - release what outline_read() made. */
void outline_free(struct outline *o);

/*
 * outline_at() - the innermost function, macro, struct, union or enum around
 * an offset; NULL at file scope.
 */
const struct elem *outline_at(const struct outline *o, size_t off);

/*
 * outline_find() - the first element of that kind and name at or after index
 * *@from; *@from becomes the index after it. NULL when there is none.
 */
const struct elem *outline_find(const struct outline *o, enum elem_kind kind,
				const char *name, size_t *from);

/* outline_conds_at() - how many #if surround an offset? */
size_t outline_conds_at(const struct outline *o, size_t off);

#endif
