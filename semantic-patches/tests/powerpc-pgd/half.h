/* SPDX-License-Identifier: GPL-2.0-only */
/* The other half is not here. */

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
	return (pgd_t *)page_address(page);
}
