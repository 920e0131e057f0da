// SPDX-License-Identifier: GPL-2.0-only
/* The page of a table in a local of any name. */

static inline void remove_pud(struct mmu_gather *tlb, pud_t *pud)
{
	struct page *pg = virt_to_page(pud);

	tlb_remove_page(tlb, pg);
}

/* Not a page table. */
static inline void remove_data(struct mmu_gather *tlb, void *data)
{
	struct page *pg = virt_to_page(data);

	tlb_remove_page(tlb, pg);
}
