// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

static inline void paravirt_tlb_remove_table(struct mmu_gather *tlb, void *table)
{
	tlb_remove_page(tlb, table);
}

static void native_tlb_remove_table(struct mmu_gather *tlb, void *what)
{
	tlb_remove_page(tlb, what);
}

void lowest(struct mmu_gather *tlb, struct page *pte)
{
	pagetable_pte_dtor(page_ptdesc(pte));
	paravirt_tlb_remove_table(tlb, pte);
}

void lowest_too(struct mmu_gather *tlb, pgtable_t table)
{
	paravirt_tlb_remove_table(tlb, table);
}

void middle(struct mmu_gather *tlb, pmd_t *pmd)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(ptdesc);
	paravirt_tlb_remove_table(tlb, ptdesc_page(ptdesc));
}

void upper(struct mmu_gather *tlb, pud_t *pud)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pud);

	pagetable_pud_dtor(ptdesc);
	paravirt_tlb_remove_table(tlb, virt_to_page(pud));
}

void fourth(struct mmu_gather *tlb, p4d_t *p4d)
{
	paravirt_tlb_remove_table(tlb, virt_to_page(p4d));
}

/* A descriptor already. */
void done(struct mmu_gather *tlb, struct ptdesc *ptdesc)
{
	paravirt_tlb_remove_table(tlb, ptdesc);
}

/* A page of a process. */
void user_page(struct mmu_gather *tlb, struct page *page)
{
	tlb_remove_page(tlb, page);
}
