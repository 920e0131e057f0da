// SPDX-License-Identifier: GPL-2.0-only
void pte_free(struct mmu_gather *tlb, struct page *pte)
{
	pagetable_pte_dtor(page_ptdesc(pte));
	paravirt_tlb_remove_table(tlb, pte);
}

void table_free(struct mmu_gather *tlb, pgtable_t table)
{
	paravirt_tlb_remove_table(tlb, table);
}

void pmd_free(struct mmu_gather *tlb, pmd_t *pmd)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(ptdesc);
	paravirt_tlb_remove_table(tlb, ptdesc_page(ptdesc));
}

/* The descriptor is at hand. */
void pud_free(struct mmu_gather *tlb, pud_t *pud)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pud);

	pagetable_pud_dtor(ptdesc);
	paravirt_tlb_remove_table(tlb, virt_to_page(pud));
}

/* It is one of another table by then. */
void two_free(struct mmu_gather *tlb, pud_t *pud, pud_t *next)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pud);

	pagetable_pud_dtor(ptdesc);
	pud = next;
	paravirt_tlb_remove_table(tlb, virt_to_page(pud));
}

void three_free(struct mmu_gather *tlb, pud_t *pud, pud_t *next)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pud);

	pagetable_pud_dtor(ptdesc);
	ptdesc = virt_to_ptdesc(next);
	paravirt_tlb_remove_table(tlb, virt_to_page(pud));
	pagetable_pud_dtor(ptdesc);
}

void p4d_free(struct mmu_gather *tlb, p4d_t *p4d)
{
	paravirt_tlb_remove_table(tlb, virt_to_page(p4d));
}

/* What an entry maps is a page. */
void page_free(struct mmu_gather *tlb, struct page *page)
{
	tlb_remove_page(tlb, page);
}
