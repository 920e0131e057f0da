/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_AGAINST_H
#define PTDESC_AGAINST_H

#include "findings/finding.h"

/**
 * against_drop() - drop from @f what @old has as well.
 *
 * Lines move between two trees: findings are the same when id, file, function
 * and message are. Of several that are the same in @f, as many are dropped as
 * @old has, the first ones. Both are sorted.
 */
void against_drop(struct findings *f, struct findings *old);

#endif
