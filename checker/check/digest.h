/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_DIGEST_H
#define PTDESC_CHECK_DIGEST_H

#include <stddef.h>

#include <xxhash.h>

#define DIGEST_SIZE 16

struct digest {
	unsigned char bytes[DIGEST_SIZE];
};

/** digest_bytes() - of what is in memory. */
struct digest digest_bytes(const void *bytes, size_t len);

/** digest_end() - of what a state was given, and free the state. */
struct digest digest_end(XXH3_state_t *state);

/**
 * digest_file() - of the content of a file, read once in a run.
 *
 * One that cannot be read has a digest, too: of why.
 */
struct digest digest_file(const char *path);

/**
 * digest_names() - of the names of all files below a folder; the same.
 *
 * Objects and the like do not count.
 */
struct digest digest_names(const char *folder);

/** digest_free_all() - forget what was read. */
void digest_free_all(void);

#endif
