/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CLASSIFY_H
#define PTDESC_CLASSIFY_H

#include "scan/scan.h"
#include "scan/tokens.h"

/* Where a place is: the innermost function, macro or struct around it. */
struct place {
	enum site_in in;
	uint32_t name_off;	/* of its name */
};

/**
 * classify_kind() - how the word at a place is used.
 * @i: the index of its token
 * @off: the word's own place; it may be inside of a comment's token
 */
enum site_kind classify_kind(const struct lists *l, const struct tokens *t,
			     size_t i, uint32_t off,
			     const struct place *place);

/** classify_is_member() - x->word, x.word, or .word in an initialiser? */
int classify_is_member(const struct tokens *t, size_t i);

/** classify_defines_struct() - is the word the NAME of `struct NAME {`? */
int classify_defines_struct(const struct tokens *t, size_t i);

/** classify_defines_macro() - is the word the NAME of `#define NAME`? */
int classify_defines_macro(const struct tokens *t, size_t i);

#endif
