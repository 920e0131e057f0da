/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_MEMORY_H
#define TEST_MEMORY_H

/**
 * virt_to_ptdesc - Find the descriptor of a page table by its memory.
 * @x: Address inside the page table.
 *
 * Of a table with several pages this is the descriptor of the page that @x
 * is in, which is not always the first.
 *
 * Return: The descriptor of that page.
 */
static __always_inline struct ptdesc *virt_to_ptdesc(const void *x)
{
	return page_ptdesc(virt_to_page(x));
}

/**
 * ptdesc_attach - Make the descriptor of a new page table.
 * @page: First page of the table, or NULL.
 * @gfp: The flags of its allocation.
 *
 * Return: The descriptor. NULL when @page is.
 */
static inline struct ptdesc *ptdesc_attach(struct page *page, gfp_t gfp)
{
	return page_ptdesc(page);
}

/**
 * ptdesc_detach - End the descriptor of a page table.
 * @pt: Descriptor of a table that came from pagetable_alloc().
 */
static inline struct page *ptdesc_detach(struct ptdesc *pt)
{
	return ptdesc_page(pt);
}

static inline void pgtable_init(void)
{
	ptlock_cache_init();
	pgtable_cache_init();
}

static inline bool table_lock_init(struct ptdesc *ptdesc)
{
	/*
	 * prep_new_page() initialize page->private (and therefore ptdesc->ptl)
	 * with 0. Make sure nobody took it in use in between.
	 */
	VM_BUG_ON_PAGE(*(unsigned long *)&ptdesc->ptl, ptdesc_page(ptdesc));
	return ptlock_init(ptdesc);
}

static inline bool pagetable_pte_ctor(struct ptdesc *ptdesc)
{
	struct folio *folio = ptdesc_folio(ptdesc);

	if (!ptlock_init(ptdesc))
		return false;
	__folio_set_pgtable(folio);
	lruvec_stat_add_folio(folio, NR_PAGETABLE);
	return true;
}

static inline void pagetable_pte_dtor(struct ptdesc *ptdesc)
{
	struct folio *folio = ptdesc_folio(ptdesc);

	ptlock_free(ptdesc);
	__folio_clear_pgtable(folio);
	lruvec_stat_sub_folio(folio, NR_PAGETABLE);
}

/* It has no descriptor, but its type is that of one. */
static inline void mark_guest_folio(struct folio *folio)
{
	__folio_set_pgtable(folio);
}

#endif
