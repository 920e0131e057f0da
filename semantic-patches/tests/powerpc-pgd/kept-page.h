/* SPDX-License-Identifier: GPL-2.0-only */
/* The page is needed for something else. */

static inline pgd_t *tree_pgd_alloc(struct mm_struct *mm)
{
	return (pgd_t *)__get_free_page(GFP_KERNEL);
}

static inline pgd_t *large_pgd_alloc(struct mm_struct *mm)
{
	struct page *page;

	page = alloc_pages(GFP_KERNEL, 4);
	if (!page)
		return NULL;
	note(page);
	return (pgd_t *)page_address(page);
}

static inline void tree_pgd_free(pgd_t *pgd)
{
	free_pages((unsigned long)pgd, large ? 4 : 0);
}
