// SPDX-License-Identifier: GPL-2.0-only
/* Declarations by name, and the memory that they are in. */
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "buf.h"
#include "tree.h"

#define CHUNK_SIZE (256 << 10)
/* Declarations of one name; no kernel has so many, and each is compared. */
#define MOST_SAME 500

struct chunk {
	struct chunk *next;
	char bytes[] __attribute__((aligned(16)));
};

/* All zeros; it lives as long as the syntax. */
void *syntax_memory(struct syntax *s, size_t size)
{
	struct chunk *c;
	void *memory;

	size = (size + 15) & ~(size_t)15;
	if (!s->chunks || s->used + size > CHUNK_SIZE) {
		c = xrealloc(NULL, sizeof(*c) + CHUNK_SIZE);
		c->next = s->chunks;
		s->chunks = c;
		s->used = 0;
	}
	memory = s->chunks->bytes + s->used;
	s->used += size;
	return memset(memory, 0, size);
}

void syntax_memory_free(struct syntax *s)
{
	while (s->chunks) {
		struct chunk *next = s->chunks->next;

		free(s->chunks);
		s->chunks = next;
	}
}

/*
 * Behind those before it: the first is the first of the text. Of a name with
 * too many the others are not found by it.
 */
void names_add(struct names *n, str_t name, struct tree *declaration)
{
	uint32_t number = slots_get(&n->slots, name, NULL, NULL);
	struct tree *last;

	if (!number) {
		n->lists = xgrow(n->lists, n->count, &n->capacity,
				 sizeof(*n->lists));
		n->lists[n->count++] = declaration;
		slots_add(&n->slots, name, n->count);
		declaration->last_same = declaration;
		declaration->same_count = 1;
		return;
	}
	if (n->lists[number - 1]->same_count++ >= MOST_SAME)
		return;
	last = n->lists[number - 1]->last_same;
	last->same = declaration;
	n->lists[number - 1]->last_same = declaration;
}

struct tree *names_first(const struct names *n, str_t name)
{
	uint32_t number = name ? slots_get(&n->slots, name, NULL, NULL) : 0;

	return number ? n->lists[number - 1] : NULL;
}

bool names_too_many(const struct names *n, str_t name)
{
	const struct tree *first = names_first(n, name);

	return first && first->same_count > MOST_SAME;
}

void names_free(struct names *n)
{
	slots_free(&n->slots);
	free(n->lists);
}

/* How near a declaration is: 0 is none. */
#define NEAREST 10

static int nearness(const struct tree *t, const struct text *from)
{
	const struct text *text = t->text;

	if (text->builtin)
		return 2;
	if (text == from)
		return NEAREST;
	if (text->arch && text->arch != from->arch)
		return !from->arch && text->arch == text->owner->arch &&
		       text->is_header ? 6 : 0;
	if (t->is_static && !text->is_header)
		return 0;
	return text->arch ? 8 : 4;
}

struct tree *names_nearest(const struct names *n, str_t name,
			   const struct text *from, enum CXCursorKind kind)
{
	struct tree *best = NULL;
	int most = 0;

	for (struct tree *t = names_first(n, name); t && most <= NEAREST;
	     t = t->same) {
		int near = nearness(t, from);

		if (kind && t->kind != kind)
			continue;
		if (near)
			near += t->defined;
		if (near > most) {
			most = near;
			best = t;
		}
	}
	return best;
}

/* Declared for most architectures, but something else in that of the file. */
static bool is_excepted(const struct tree *t, str_t name,
			const struct text *from)
{
	const struct api *a = t->text->builtin && from->arch ?
			      api_listed(name, ROLE_TYPE) : NULL;
	const char *except = a && a->except ? str_get(a->except) : "";
	size_t len;
	const char *arch = arch_name(from->path ? str_get(from->path) : "",
				     &len);

	return arch && has_word(except, strlen(except), arch, len);
}

/* A type that the branches of a conditional declare differently is not known. */
struct ctype *names_type(struct syntax *s, str_t name, const struct text *from)
{
	struct tree *first = names_nearest(&s->ordinary, name, from,
					   CXCursor_TypedefDecl);
	int near = first ? nearness(first, from) : 0;
	bool same = first;

	/* What it is made of may lead back to it. */
	if (!first || first->looking || is_excepted(first, name, from))
		return &s->unknown;
	first->looking = true;
	for (struct tree *t = first; t && same; t = t->same)
		same = t->kind != CXCursor_TypedefDecl ||
		       nearness(t, from) != near ||
		       type_same(s, t->type, first->type);
	first->looking = false;
	return same ? first->type : &s->unknown;
}
