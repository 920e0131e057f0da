// SPDX-License-Identifier: GPL-2.0
/* No page tables. */

void zap(struct mmu_gather *tlb, struct page *page, void *table)
{
	tlb_remove_page(tlb, page);
	tlb_remove_table(tlb, table);
	tlb_remove_page_size(tlb, page, PAGE_SIZE);
}

/* The dtor is of another page. */
void huge(struct mmu_gather *tlb, struct page *page, pgtable_t deposit)
{
	pte_free(tlb->mm, deposit);
	tlb_remove_page(tlb, page);
}
