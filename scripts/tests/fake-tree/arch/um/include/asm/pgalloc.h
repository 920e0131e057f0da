/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_UM_PGALLOC_H
#define _FAKE_UM_PGALLOC_H

#include <linux/mm.h>

#include <asm-generic/pgalloc.h>

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *fresh = (pgd_t *)__get_free_page(GFP_KERNEL);

	if (fresh)
		memcpy(fresh, swapper_pg_dir, PAGE_SIZE);
	return fresh;
}

#define __pte_free_tlb(tlb, pte, address)		\
do {							\
	pgtable_pte_page_dtor(pte);			\
	tlb_remove_page((tlb), (pte));			\
} while (0)

#ifdef CONFIG_3_LEVEL_PGTABLES
#define __pmd_free_tlb(tlb, pmd, address)		\
do {							\
	pgtable_pmd_page_dtor(virt_to_page(pmd));	\
	tlb_remove_page((tlb), virt_to_page(pmd));	\
} while (0)
#endif

#endif /* _FAKE_UM_PGALLOC_H */
