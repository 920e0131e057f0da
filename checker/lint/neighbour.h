/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_NEIGHBOUR_H
#define PTDESC_NEIGHBOUR_H

#include "lint.h"

/**
 * lint_neighbours() - add files that the series does not touch.
 *
 * Where it allocates or frees tables in an architecture, the other half may be
 * in the files of that architecture that every kernel has for this, or in the
 * generic one. Headers of the architecture say what its types are.
 */
void lint_neighbours(struct lint *lint);

/**
 * lint_replaced() - leave out what generic code has for other architectures.
 *
 * Findings and halves are about functions that the architecture may have its
 * own of: comes before the files are dropped.
 */
void lint_replaced(struct program *s);

#endif
