/* SPDX-License-Identifier: GPL-2.0-only */
/* Who reads no counter needs no header for it. */
#include <linux/mm_types.h>

static inline bool pmd_is_shared(struct mm_struct *mm, pmd_t *pmd)
{
	return mm_counts_shared(mm) && pmd_shared(pmd);
}
