/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_STRTAB_H
#define PTDESC_CHECK_STRTAB_H

#include <stddef.h>
#include <stdint.h>

/*
 * Strings by number, each once. Number 0 is the empty string. What a number
 * stands for never moves.
 */
typedef uint32_t str_t;

/** str_enter() - the number of a string of @len bytes, entered if new. */
str_t str_enter(const char *string, size_t len);

/** str_of() - the number of a C string; NULL is the empty one. */
str_t str_of(const char *string);

/** str_find() - the number of a C string, or 0 when it was never entered. */
str_t str_find(const char *string, size_t len);

/** str_get() - the string of a number. */
const char *str_get(str_t str);

/** str_join() - the number of @a, @between and @b, one after the other. */
str_t str_join(str_t a, const char *between, str_t b);

/** str_free_all() - forget all strings. */
void str_free_all(void);

#endif
