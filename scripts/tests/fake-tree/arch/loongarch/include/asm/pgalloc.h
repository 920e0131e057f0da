/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_loongarch_PGALLOC_H
#define _FAKE_loongarch_PGALLOC_H

#include <linux/mm.h>

#define __HAVE_ARCH_PMD_ALLOC_ONE
#include <asm-generic/pgalloc.h>

extern pgd_t *pgd_alloc(struct mm_struct *mm);

#define __pte_free_tlb(tlb, pte, address)		\
do {							\
	pgtable_pte_page_dtor(pte);			\
	tlb_remove_page((tlb), pte);			\
} while (0)

static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long address)
{
	pmd_t *pmd;
	struct page *pg;

	pg = alloc_page(GFP_KERNEL_ACCOUNT);
	if (!pg)
		return NULL;

	if (!pgtable_pmd_page_ctor(pg)) {
		__free_page(pg);
		return NULL;
	}

	pmd = (pmd_t *)page_address(pg);
	pmd_init((unsigned long)pmd, (unsigned long)invalid_pte_table);
	return pmd;
}

#endif /* _FAKE_loongarch_PGALLOC_H */
