/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_PACK_H
#define PTDESC_CHECK_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "slots.h"
#include "strtab.h"

/*
 * Values to bytes and back: a structure has one function that names its
 * members, for both directions. Small numbers are one byte, strings stand
 * there once. The bytes are for the same program on the same machine.
 */
struct pack {
	struct buf *out;		/* NULL: they are read */
	const char *in;
	size_t len;
	size_t at;
	bool bad;			/* what is read is no such thing */
	struct slots numbers;		/* of strings that were written */
	str_t *strings;			/* that were read */
	size_t string_count, string_capacity;
};

/** pack_number() - a number; 0 when what is read is bad. */
void pack_number(struct pack *p, uint64_t *number);

/** pack_string() - a string by number. */
void pack_string(struct pack *p, str_t *string);

/** pack_text() - a C string of its own, to be freed when read; or NULL. */
void pack_text(struct pack *p, char **text);

/** pack_bytes() - as many bytes as both know. */
void pack_bytes(struct pack *p, void *bytes, size_t len);

/**
 * pack_count() - how many elements follow, each of a byte at least.
 *
 * Returns the list: read, a new one with room for them, zeroed.
 */
void *pack_count(struct pack *p, void *list, uint64_t count, size_t size,
		 uint64_t *packed);

/* A member of any integer type. */
#define PACK(p, member)							\
	do {								\
		uint64_t value_ = (member);				\
									\
		pack_number((p), &value_);				\
		(member) = value_;					\
	} while (0)

/* The elements of a list whose count is a member, too. */
#define PACK_LIST(p, list, count)					\
	do {								\
		uint64_t packed_;					\
									\
		(list) = pack_count((p), (list), (count),		\
				    sizeof(*(list)), &packed_);		\
		(count) = packed_;					\
	} while (0)

/** pack_free() - release everything but the bytes. */
void pack_free(struct pack *p);

#endif
