/* SPDX-License-Identifier: GPL-2.0-only */
/* A page or sixteen of them, by the size of a page. */

static inline pgd_t *tree_pgd_alloc(struct mm_struct *mm)
{
#ifdef CONFIG_LARGE_PAGES
	return (pgd_t *)__get_free_page(table_flags(mm, GFP_KERNEL));
#else
	struct page *page;
	page = alloc_pages(table_flags(mm, GFP_KERNEL | __GFP_NOWARN), 4);
	if (!page)
		return NULL;
	return (pgd_t *) page_address(page);
#endif
}

static inline void tree_pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
#ifdef CONFIG_LARGE_PAGES
	free_page((unsigned long)pgd);
#else
	free_pages((unsigned long)pgd, 4);
#endif
}

/* The other kind of tree is from a cache. */
static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	if (large)
		return tree_pgd_alloc(mm);
	return kmem_cache_alloc(roots, GFP_KERNEL);
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	if (large)
		return tree_pgd_free(mm, pgd);
	kmem_cache_free(roots, pgd);
}
