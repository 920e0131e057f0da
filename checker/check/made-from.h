/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_MADE_FROM_H
#define PTDESC_CHECK_MADE_FROM_H

#include <stdbool.h>

#include <clang-c/Index.h>

#include "digest.h"
#include "pack.h"

/* The files that a unit was preprocessed from, as it named them. */
struct made_from {
	struct origin {
		str_t file;
		struct digest digest;
	} *list;
	size_t count, capacity;
};

/** made_from_note() - the files of a unit that was just parsed. */
void made_from_note(struct made_from *m, CXTranslationUnit tu);

/** made_from_holds() - are they all as they were? In the unit's folder. */
bool made_from_holds(const struct made_from *m);

/** made_from_pack() - write it, or read it into an empty one. */
void made_from_pack(struct pack *p, struct made_from *m);

/** made_from_free() - release everything. */
void made_from_free(struct made_from *m);

#endif
