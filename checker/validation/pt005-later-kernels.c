// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Pages without a count, and what is done with folios. */
struct page *alloc_frozen_pages(gfp_t gfp, unsigned int order);
void free_frozen_pages(struct page *page, unsigned int order);
struct folio *virt_to_folio(const void *addr);
void inc_node_page_state(struct page *page, int item);
void folio_get(struct folio *folio);
void folio_lock(struct folio *folio);
void folio_put(struct folio *folio);

void fill(struct mm_struct *mm, pud_t *pud)
{
	struct page *page = alloc_frozen_pages(GFP_KERNEL, 0);

	inc_node_page_state(page, 1);
	pud_populate(mm, pud, page_address(page));
}

void empty(pmd_t *pmd, pte_t *pte)
{
	free_frozen_pages(virt_to_page(pmd), 0);
	folio_get(virt_to_folio(pte));
	folio_lock(virt_to_folio(pte));
	folio_put(virt_to_folio(pte));
}

/* Of what entries map they are right. */
void empty_data(pte_t *pte, pmd_t *pmd)
{
	struct page *page = pte_page(*pte);

	inc_node_page_state(page, 1);
	free_frozen_pages(page, 0);
	if (pmd_leaf(*pmd))
		free_frozen_pages(pmd_page(*pmd), 9);
}

/*
 * check-name: the allocators of later kernels
 * check-exit-value: 1
 *
 * check-output-start
pt005-later-kernels.c:15:22: warning: alloc_frozen_pages() allocates a PMD table as a page [PT004]
pt005-later-kernels.c:17:2: warning: inc_node_page_state() is given a PMD table as a page [PT009]
pt005-later-kernels.c:23:2: warning: free_frozen_pages() frees a PMD table as a page [PT005]
pt005-later-kernels.c:24:2: warning: '_refcount' of struct page is used on a PTE table, by folio_get() [PT003]
pt005-later-kernels.c:25:2: warning: 'flags' of struct page is used on a PTE table, by folio_lock() [PT003]
pt005-later-kernels.c:26:2: warning: folio_put() frees a PTE table as a page [PT005]
 * check-output-end
 */
