/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ways to handle pages in page-table code that no step knows, to be added to
 * an architecture's pgalloc.h: each must come out as unhandled, for nobody can
 * say what the page is, or where its other half is.
 */
static inline pte_t *pte_wait(void)
{
	pte_t *p;

	while (!(p = (pte_t *)__get_free_page(GFP_KERNEL)))
		cpu_relax();
	return p;
}

static inline void pte_drop(pte_t *pte, struct page *weird)
{
	free_page((unsigned long)pte);
	__free_page(weird);
}

static inline pte_t *pte_cond(int warm)
{
	return warm ? (pte_t *)get_zeroed_page(GFP_KERNEL) : NULL;
}

static inline void pmd_odd(pmd_t *pmd, struct page *page, unsigned long n)
{
	if (PageReserved(page))
		page->index = n;
	list_del(&page->lru);
	ODD_CALL(page, pt_mm);
	odd_free = free_page;
	odd_take(odd_give(page)->pt_frag_refcount);
}

#ifdef pmd_to_page
#endif
