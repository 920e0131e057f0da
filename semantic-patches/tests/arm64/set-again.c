// SPDX-License-Identifier: GPL-2.0-only
/* One local for two uses only where both are surely of one page. */

static void by_another_function(int shift)
{
	unsigned long pa = __pool_pa(shift);

	if (shift == PAGE_SHIFT)
		BUG_ON(!pgtable_pte_page_ctor(replace_page(pa)));
	else if (shift == PMD_SHIFT)
		BUG_ON(!pgtable_pmd_page_ctor(replace_page(pa)));
}

static void set_between(int shift, phys_addr_t other)
{
	phys_addr_t pa = __pool_pa(shift);

	BUG_ON(!pgtable_pte_page_ctor(phys_to_page(pa)));
	pa = other;
	BUG_ON(!pgtable_pmd_page_ctor(phys_to_page(pa)));
}
