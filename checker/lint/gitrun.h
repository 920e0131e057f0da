/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_GITRUN_H
#define PTDESC_GITRUN_H

#include <stddef.h>
#include <sys/types.h>

#include "buf.h"

/*
 * Running git, only to read: with an environment of our own, no pager, no
 * prompt, no network, and none of the programs that a repository's
 * configuration names.
 */

/**
 * git_output() - what a git command prints on standard output.
 * @folder: where to run it
 * @args: behind "git", ending in NULL
 * @limit: more bytes are an error (-EFBIG)
 *
 * Returns 0, git's exit code, or -errno. Its messages go to @errors, or
 * nowhere when that is NULL.
 */
int git_output(const char *folder, const char *const *args, size_t limit,
	       struct buf *out, struct buf *errors);

/**
 * git_mailinfo() - take the patch out of a message, as git am does.
 * @limit: a longer patch is an error (-EFBIG)
 * @info: receives the lines "Subject: ..." and the like
 *
 * Nothing is written to disk. Returns 0, git's exit code (127: it cannot be
 * run), or -errno.
 */
int git_mailinfo(const char *text, size_t len, size_t limit, struct buf *info,
		 struct buf *patch);

/**
 * git_batch() - start "git cat-file --batch".
 *
 * Returns its process, or -errno.
 */
pid_t git_batch(const char *folder, int *to, int *from);

/**
 * git_object() - ask it for an object and append what it is.
 *
 * Returns 0, -ENOENT (there is none of that name, or it is no blob), -EFBIG or
 * another -errno; after the last two the process is of no more use.
 */
int git_object(int to, int from, const char *name, size_t limit,
	       struct buf *out);

#endif
