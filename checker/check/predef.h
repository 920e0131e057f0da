/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_PREDEF_H
#define PTDESC_CHECK_PREDEF_H

#include "buf.h"
#include "flags.h"

/* What the unit's own compiler defines before it reads the first line. */
struct predef {
	struct buf macros;		/* #define lines */
	const char *target;		/* a clang target of the same kind */
};

/**
 * predef_read() - ask a compiler for its macros.
 * @gcc: the compiler, with arguments if any, as in CC
 * @flags: the -m, -f, -O and -std arguments of the unit
 * @cache: a folder where answers are kept, or NULL
 *
 * Returns 0, or -1 after one sentence on stderr.
 */
int predef_read(struct predef *p, const char *gcc,
		const struct strings *flags, const char *cache);

/** predef_target() - the clang target that fits the #define lines. */
const char *predef_target(const char *macros);

/** predef_free() - release the macros. */
void predef_free(struct predef *p);

#endif
