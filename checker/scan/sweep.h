/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_SWEEP_H
#define PTDESC_SWEEP_H

#include <stddef.h>

#include "scan/scan.h"
#include "scan/walk.h"

enum sweep_status {
	SWEEP_DONE,
	SWEEP_BINARY,		/* a zero byte in the first 8 KB */
	SWEEP_UNREADABLE
};

struct sweep_file {
	struct scan_result result;
	enum sweep_status status;
	int error;		/* errno, if unreadable */
	size_t bytes;
};

/**
 * sweep() - read and scan the files of a list, with several threads.
 * @rootfd: what the paths are relative to
 * @overfd: a folder whose files stand for those of the same path, or -1
 * @files: one entry for each path, all zeros; filled in
 *
 * The result does not depend on @threads. Returns 0, or -1 when no thread
 * could be started.
 */
int sweep(const struct lists *l, int rootfd, int overfd, const struct walk *w,
	  unsigned int threads, struct sweep_file *files);

#endif
