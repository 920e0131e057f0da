// SPDX-License-Identifier: GPL-2.0-only
/**
 * new_table - Allocates a table and runs pgtable_pte_page_ctor().
 *
 * pgtable_pmd_page_ctor() is for the other level.
 */
static bool new_table(struct ptdesc *ptdesc, struct page *page, void *table)
{
	if (!pgtable_pte_page_ctor(ptdesc_page(ptdesc)))
		return false;
	if (!pgtable_pmd_page_ctor(virt_to_page(table)))
		return false;
	return pgtable_pte_page_ctor(page);	/* pgtable_pte_page_ctor() */
}

#define free_table(tlb, pte)			\
do {						\
	pgtable_pte_page_dtor(pte);		\
	pgtable_pmd_page_dtor(pte);		\
	tlb_remove_page((tlb), (pte));		\
} while (0)
