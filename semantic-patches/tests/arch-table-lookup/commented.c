// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static phys_addr_t make_table(int shift)
{
	/* The caller clears it, by the fixmap. */
	void *ptr = (void *)__get_free_page(GFP_PGTABLE_KERNEL & ~__GFP_ZERO);

	BUG_ON(!ptr);
	return __pa(ptr);
}

phys_addr_t make_lower(int shift)
{
	phys_addr_t pa = make_table(shift);
	struct ptdesc *ptdesc = page_ptdesc(phys_to_page(pa));

	BUG_ON(!pagetable_pte_ctor(ptdesc));
	return pa;
}
