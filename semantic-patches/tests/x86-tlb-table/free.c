// SPDX-License-Identifier: GPL-2.0-only
void pte_free(struct mmu_gather *tlb, struct page *pte)
{
	tlb_remove_table(tlb, page_ptdesc(pte));
}

void pmd_free(struct mmu_gather *tlb, pmd_t *pmd)
{
	tlb_remove_table(tlb, virt_to_ptdesc(pmd));
}

void pud_free(struct mmu_gather *tlb, struct ptdesc *pt)
{
	tlb_remove_table(tlb, pt);
}

/* This is no descriptor. */
void fragment_free(struct mmu_gather *tlb, void *tagged)
{
	tlb_remove_table(tlb, tagged);
}
