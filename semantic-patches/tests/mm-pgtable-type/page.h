/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STUB_PAGE_H
#define STUB_PAGE_H

#include <linux/mm.h>

extern void ___pte_free_tlb(struct mmu_gather *tlb, struct page *pte);
void pte_free(struct mm_struct *mm, struct page *pte_page);

static inline void __pte_free_tlb(struct mmu_gather *tlb, struct page *pte,
				  unsigned long address)
{
	___pte_free_tlb(tlb, pte);
	note(address);
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd,
				struct page *pte)
{
	set_pmd(pmd, __pmd(_KERNPG_TABLE | (page_to_pfn(pte) << PAGE_SHIFT)));
}

/* Any page. */
void pte_show_page(struct mm_struct *mm, struct page *page);

static inline void pte_free_page(struct mm_struct *mm, struct page *page)
{
	__free_page(page);
}

#endif
