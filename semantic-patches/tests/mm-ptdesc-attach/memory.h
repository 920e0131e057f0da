/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_MEMORY_H
#define TEST_MEMORY_H

/* What looks a table up makes no descriptor. */
static __always_inline struct ptdesc *virt_to_ptdesc(const void *x)
{
	return page_ptdesc(virt_to_page(x));
}

static inline bool pagetable_is_reserved(struct ptdesc *pt)
{
	return PageReserved(ptdesc_page(pt));
}

/**
 * pagetable_alloc - Allocate a page table.
 * @gfp: Allocation flags.
 * @order: The table has 2^@order pages.
 *
 * Return: The descriptor of the table, or NULL.
 */
static inline struct ptdesc *pagetable_alloc(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp | __GFP_COMP, order);

	return page_ptdesc(page);
}

/**
 * pagetable_free - Free a page table.
 * @pt: Descriptor of a table that came from pagetable_alloc().
 */
static inline void pagetable_free(struct ptdesc *pt)
{
	struct page *page = ptdesc_page(pt);

	__free_pages(page, compound_order(page));
}

/* It shows a page, and frees nothing. */
static inline void show_table(struct ptdesc *pt)
{
	struct page *page = ptdesc_page(pt);

	show_page(page);
}

static inline void pgtable_init(void)
{
	ptlock_cache_init();
	pgtable_cache_init();
}

#endif
