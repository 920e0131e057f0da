// SPDX-License-Identifier: GPL-2.0-only
/* One statement, and not a block, for the case that there is memory. */

#include <asm-generic/pgalloc.h>

pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *fresh = (pgd_t *)__get_free_page(GFP_KERNEL);

	if (fresh)
		memcpy(fresh, swapper_pg_dir, PAGE_SIZE);
	return fresh;
}

pgd_t *pgd_alloc_copy(struct mm_struct *mm)
{
	pgd_t *ret, *init;

	ret = (pgd_t *)__get_free_page(GFP_KERNEL | __GFP_ZERO);
	init = pgd_offset(&init_mm, 0UL);
	if (likely(ret != NULL))
		memcpy(ret, init, PTRS_PER_PGD * sizeof(pgd_t));
	return ret;
}
