/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_TOKENS_H
#define PTDESC_TOKENS_H

#include <stddef.h>
#include <stdint.h>

#include "lex.h"

/* A line of the preprocessor, with its continuations. */
struct directive {
	uint32_t off;
	uint32_t len;
	uint32_t name_off;	/* of the macro, if it is a #define */
	uint32_t name_len;	/* 0: it is none */
};

struct flat_token {
	struct token token;
	uint32_t directive;	/* the index of the one it is in, plus 1 */
};

/*
 * The tokens of a file, those in directives too, in the order of the file.
 * Spaces and newlines are left out.
 */
struct tokens {
	const char *text;
	struct flat_token *tokens;
	size_t count;
	size_t capacity;
	struct directive *directives;
	size_t directive_count;
	size_t directive_capacity;
};

/**
 * tokens_read() - all tokens of a text.
 *
 * Returns 0, or -1 when memory is out; release @t in both cases.
 */
int tokens_read(struct tokens *t, const char *text, size_t len);

/** tokens_free() - release and leave all zeros. */
void tokens_free(struct tokens *t);

/** tokens_find() - the index of the token that has a place, or t->count. */
size_t tokens_find(const struct tokens *t, uint32_t off);

/**
 * tokens_before(), tokens_after() - the token of code next to one, within the
 * same directive, or past all directives when it is in none.
 *
 * NULL when there is none.
 */
const struct token *tokens_before(const struct tokens *t, size_t i);
const struct token *tokens_after(const struct tokens *t, size_t i);

#endif
