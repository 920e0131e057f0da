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

/**
 * lint_reports() - enter what the steps report about added lines.
 * @lint: has kept the texts, because of its `smpl`; its lists get sorted
 *
 * A line that has a finding already gets no other. What a step could not read
 * in time is entered as not analysed. The same result: -1 if nothing could be
 * asked.
 */
int lint_reports(struct lint *lint, struct outcome *o, const char *root,
		 unsigned int seconds);

#endif
