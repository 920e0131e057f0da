/* SPDX-License-Identifier: GPL-2.0-only */
void page_table_free_rcu(struct mmu_gather *tlb, unsigned long *table);

static inline void pte_free_tlb(struct mmu_gather *tlb, pgtable_t pte,
				unsigned long address)
{
	tlb->freed_tables = 1;
	tlb_remove_ptdesc(tlb, pte);
}

static inline void pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd,
				unsigned long address)
{
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	tlb_remove_ptdesc(tlb, pmd);
}

static inline void p4d_free_tlb(struct mmu_gather *tlb, p4d_t *p4d)
{
	tlb_remove_ptdesc(tlb, p4d);
}

static inline void pud_free_tlb(struct mmu_gather *tlb, pud_t *pud)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pud);

	pagetable_pud_dtor(ptdesc);
	tlb_remove_ptdesc(tlb, ptdesc);
}

static inline void kernel_free_tlb(struct mmu_gather *tlb, pud_t *pud,
				   pte_t *pte)
{
	tlb_remove_ptdesc(tlb, pud);
	tlb_remove_ptdesc(tlb, pte);
}

static inline void fragment_free_tlb(struct mmu_gather *tlb,
				     unsigned long *table, void *tagged)
{
	tlb_remove_ptdesc(tlb, table);
	tlb_remove_ptdesc(tlb, tagged);
}
