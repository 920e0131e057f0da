/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_MCF_PGALLOC_H
#define _FAKE_MCF_PGALLOC_H

#include <asm/tlb.h>

extern inline void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	free_page((unsigned long) pte);
}

extern inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	unsigned long page = __get_free_page(GFP_DMA);

	if (!page)
		return NULL;

	memset((void *)page, 0, PAGE_SIZE);
	return (pte_t *) (page);
}

static inline void __pte_free_tlb(struct mmu_gather *tlb, pgtable_t table,
				  unsigned long address)
{
	struct page *page = virt_to_page(table);

	pgtable_pte_page_dtor(page);
	__free_page(page);
}

static inline pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	struct page *page = alloc_pages(GFP_DMA, 0);
	pte_t *pte;

	if (!page)
		return NULL;
	if (!pgtable_pte_page_ctor(page)) {
		__free_page(page);
		return NULL;
	}

	pte = page_address(page);
	clear_page(pte);

	return pte;
}

static inline void pte_free(struct mm_struct *mm, pgtable_t table)
{
	struct page *page = virt_to_page(table);

	pgtable_pte_page_dtor(page);
	__free_page(page);
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	free_page((unsigned long) pgd);
}

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *fresh;

	fresh = (pgd_t *)__get_free_page(GFP_DMA | __GFP_NOWARN);
	if (!fresh)
		return NULL;
	memcpy(fresh, swapper_pg_dir, PTRS_PER_PGD * sizeof(pgd_t));
	return fresh;
}

#endif /* _FAKE_MCF_PGALLOC_H */
