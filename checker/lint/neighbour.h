/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_NEIGHBOUR_H
#define PTDESC_NEIGHBOUR_H

#include "lint.h"
#include "source.h"

/**
 * lint_neighbours() - look for the other halves of what the series allocates
 * or frees anew in files that it does not touch.
 *
 * For an architecture these are its own asm/pgalloc.h and mm/pgtable.c, and
 * of the generic asm-generic/pgalloc.h what the architecture does not replace.
 */
void lint_neighbours(struct lint *lint, struct source *source);

#endif
