/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_SOURCE_H
#define PTDESC_SOURCE_H

#include <stdbool.h>
#include <sys/types.h>

#include "buf.h"

/*
 * Where the files come from that patches change: a folder, a git repository,
 * or nowhere. Nothing outside of it is read, and nothing is written.
 */

/* Larger files are not looked at. */
#define SOURCE_MAX_FILE (4u << 20)

struct source {
	int rootfd;		/* of the folder, or -1 */
	char *root;		/* its path, for messages and for git */
	bool git;		/* its objects can be asked for */
	char *revision;		/* files are those of this commit, or NULL */
	pid_t child;		/* git cat-file --batch, or 0 */
	int to_child;
	int from_child;
};

/**
 * source_open() - use a folder, and the git repository it is the top of.
 *
 * Returns 0 or -errno.
 */
int source_open(struct source *s, const char *root);

/** source_none() - there is no tree. */
void source_none(struct source *s);

/**
 * source_read() - append a file's bytes.
 * @path: what patchname_is_inside() accepts
 * @blob: git's name of the very content, or NULL; tried first
 *
 * Symbolic links are not followed, in no part of @path. Returns 0, -ENOENT,
 * -ELOOP (a link), -EFBIG or another -errno.
 */
int source_read(struct source *s, const char *path, const char *blob,
		struct buf *out);

/** source_has() - is there such a file? */
bool source_has(struct source *s, const char *path);

/** source_close() - end what was started, and release. */
void source_close(struct source *s);

#endif
