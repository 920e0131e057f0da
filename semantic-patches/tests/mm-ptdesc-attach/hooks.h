/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_HOOKS_H
#define TEST_HOOKS_H

/* A tree that counts what each caller allocated. */
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
static inline struct ptdesc *pagetable_alloc_noprof(gfp_t gfp,
						    unsigned int order)
{
	struct page *page = alloc_pages_noprof(gfp | __GFP_COMP, order);

	return page_ptdesc(page);
}
#define pagetable_alloc(...)	alloc_hooks(pagetable_alloc_noprof(__VA_ARGS__))

static inline void pagetable_free(struct ptdesc *pt)
{
	struct page *page = ptdesc_page(pt);

	__free_pages(page, compound_order(page));
}

static inline void pgtable_init(void)
{
	ptlock_cache_init();
	pgtable_cache_init();
}

/* What is no compound page is not a table. */
static inline struct ptdesc *pages_alloc_noprof(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages_noprof(gfp, order);

	return page_ptdesc(page);
}

#endif
