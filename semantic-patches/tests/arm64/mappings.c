// SPDX-License-Identifier: GPL-2.0-only
/* Mappings for another mm: a constructor stays a constructor. */

static phys_addr_t __take(int shift)
{
	void *memory = (void *)__get_free_page(GFP_PGTABLE_KERNEL);
	BUG_ON(!memory);

	dsb(ishst);
	return __pa(memory);
}

static phys_addr_t take_constructed(int shift)
{
	phys_addr_t pa = __take(shift);

	/*
	 * Where that level is folded, pgtable_pmd_page_ctor() does nothing.
	 */
	if (shift == PAGE_SHIFT)
		BUG_ON(!pgtable_pte_page_ctor(phys_to_page(pa)));
	else if (shift == PMD_SHIFT)
		BUG_ON(!pgtable_pmd_page_ctor(phys_to_page(pa)));

	return pa;
}
