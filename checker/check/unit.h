/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_UNIT_H
#define PTDESC_CHECK_UNIT_H

#include <stdbool.h>

#include <clang-c/Index.h>

#include "flags.h"
#include "predef.h"

/* A unit that libclang has parsed. */
struct unit {
	const char *source;
	CXIndex index;
	CXTranslationUnit tu;
};

/**
 * unit_parse() - parse one source file.
 * @flags: sorted, with the one source
 * @p: what its compiler defines
 * @record: keep what the preprocessor did, as seen_add() needs it
 *
 * Returns NULL, or why it could not be parsed, to be freed.
 */
char *unit_parse(struct unit *u, const char *source,
		 const struct unit_flags *flags, const struct predef *p,
		 bool record);

/* An error that clang saw. */
struct unit_error {
	CXFile file;
	unsigned int offset;
	int fatal;
	char *text;			/* file:line: message */
};

/**
 * unit_errors() - call back for each error that is not about assembly.
 *
 * What gcc takes and clang does not know of (registers, constraints) says
 * nothing about the C around it. The callback's value other than 0 ends it and
 * is returned.
 */
int unit_errors(const struct unit *u,
		int (*see)(void *context, const struct unit_error *e),
		void *context);

/** unit_free() - release the unit. */
void unit_free(struct unit *u);

#endif
