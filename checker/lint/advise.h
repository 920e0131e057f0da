/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_ADVISE_H
#define PTDESC_ADVISE_H

#include "lint.h"

/**
 * lint_advise() - let the steps try what was found, and enter their diffs.
 * @root: the checkout that has scripts/ and semantic-patches/
 * @seconds: what all of it may take, more or less
 *
 * spatch needs files: they are in a folder of their own that goes away. What
 * does not succeed leaves findings without a diff. Returns 0, or -1 after a
 * sentence on stderr: nothing could be tried.
 */
int lint_advise(const struct lint *lint, struct outcome *o, const char *root,
		unsigned int seconds);

#endif
