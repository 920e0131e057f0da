// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <asm/pgalloc.h>

static phys_addr_t plain_table(int shift)
{
	void *ptr = (void *)__get_free_page(GFP_PGTABLE_KERNEL);

	BUG_ON(!ptr);
	dsb(ishst);
	return __pa(ptr);
}

/* pgtable_pmd_page_ctor() does nothing where the level is folded. */
static phys_addr_t table_of(int shift)
{
	phys_addr_t pa = plain_table(shift);

	if (shift == PAGE_SHIFT)
		BUG_ON(!pgtable_pte_page_ctor(phys_to_page(pa)));
	else if (shift == PMD_SHIFT)
		BUG_ON(!pgtable_pmd_page_ctor(phys_to_page(pa)));

	return pa;
}
