/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_COMMENT_H
#define PTDESC_COMMENT_H

#include "edit/pattern.h"

/*
 * comment_replace() - append the C text with the pattern applied in each of
 * its comments, and the lines that this made too long folded. Returns how
 * many matches.
 */
size_t comment_replace(const struct pattern *p, const char *text, size_t len,
		       struct buf *out);

#endif
