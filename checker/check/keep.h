/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_KEEP_H
#define PTDESC_CHECK_KEEP_H

#include <stdbool.h>

#include "buf.h"
#include "digest.h"
#include "flags.h"
#include "predef.h"

/*
 * What units became is kept in a folder, one file for each unit. It is good as
 * long as everything is the same that the unit was preprocessed from: this
 * program and its lists, the flags, the compiler's macros, the names of the
 * files on the include path, and the content of the files that were read (see
 * made-from.h; who takes what was kept has to ask). Nothing is taken from the
 * times of files.
 */
struct keep {
	const char *folder;		/* NULL: nothing is kept */
	const char *lists;		/* a folder that decides, too */
	bool record;			/* with what the preprocessor did */
	bool salted;
	struct digest salt;
};

struct keep_unit {
	char *path;			/* of its file; NULL: it is not kept */
	struct digest key;
};

/** keep_unit() - the file and the key of a unit, in the current folder. */
void keep_unit(struct keep *k, struct keep_unit *u, const char *tree,
	       const char *source, const struct unit_flags *flags,
	       const struct predef *p);

/** keep_read() - what is kept below the key; false if nothing whole is. */
bool keep_read(const struct keep_unit *u, struct buf *bytes);

/** keep_write() - keep it; a folder that cannot be written keeps nothing. */
void keep_write(const struct keep_unit *u, const struct buf *bytes);

/** keep_unit_free() - release it. */
void keep_unit_free(struct keep_unit *u);

#endif
