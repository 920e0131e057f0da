// SPDX-License-Identifier: GPL-2.0
#include <asm/page.h>

/* Tables from a kmem_cache. */
pgd_t *root_table(struct mm_struct *mm)
{
	return kmem_cache_alloc(roots, GFP_KERNEL);
}

void root_put(struct mm_struct *mm, pgd_t *table)
{
	kmem_cache_free(roots, table);
}
