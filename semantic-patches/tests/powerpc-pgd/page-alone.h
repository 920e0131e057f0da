/* SPDX-License-Identifier: GPL-2.0-only */
static inline pgd_t *tree_pgd_alloc(struct mm_struct *mm)
{
	struct page *page;

	page = alloc_pages(GFP_KERNEL, 4);
	if (!page)
		return NULL;
	return (pgd_t *)page_address(page);
}

static inline void tree_pgd_free(pgd_t *pgd)
{
	free_pages((unsigned long)pgd, 4);
}

/* What else is freed is none of it. */
static inline void tree_notes_free(char *notes)
{
	free_page((unsigned long)notes);
}
