// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void take(struct page *page)
{
	lock_page(page);
}

#define __pte_free_tlb(tlb, pte)					\
do {									\
	pagetable_pte_dtor(page_ptdesc(pte));				\
	tlb_remove_page((tlb), (pte));					\
} while (0)

void pte_free_tlb(struct mmu_gather *tlb, pgtable_t pte)
{
	__pte_free_tlb(tlb, pte);
}

void table_as_page(struct mmu_gather *tlb, pud_t *pud)
{
	tlb_remove_table(tlb, virt_to_page(pud));
}

void to_helper(pmd_t *pmd)
{
	take(virt_to_page(pmd));
}

/* A table as what it is, and a page as what it is. */
void right(struct mmu_gather *tlb, pud_t *pud, pte_t *pte)
{
	tlb_remove_table(tlb, pud);
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pud));
	tlb_remove_page(tlb, pte_page(*pte));
}

void set_state(struct page *page);

/* Converted on purpose: the machine keeps the state of pages. */
void on_purpose(struct ptdesc *ptdesc)
{
	set_state(ptdesc_page(ptdesc));
}

/*
 * check-name: page tables handed over as pages
 * check-exit-value: 1
 *
 * check-output-start
pt009-handed-over.c:4:31: warning: take() takes a PMD table as a page [PT009]
pt009-handed-over.c:6:2: warning: lock_page() is given a PMD table as a page [PT009]
pt009-handed-over.c:12:2: warning: tlb_remove_page() is given a PTE table as a page [PT009]
pt009-handed-over.c:22:2: warning: tlb_remove_table() is given a PUD table as a page [PT009]
pt009-handed-over.c:27:2: warning: take() is given a PMD table as a page [PT009]
 * check-output-end
 */
