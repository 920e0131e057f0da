/* SPDX-License-Identifier: GPL-2.0-only */
static inline bool pgtable_pte_page_ctor(struct page *pg)
{
	if (!ptlock_init(page_ptdesc(pg)))
		return false;
	__SetPageTable(pg);
	inc_lruvec_page_state(pg, NR_PAGETABLE);
	return true;
}

static inline void pgtable_pte_page_dtor(struct page *page)
{
	ptlock_free(page_ptdesc(page));
	__ClearPageTable(page);
	dec_lruvec_page_state(page, NR_PAGETABLE);
}

static inline bool pgtable_pmd_page_ctor(struct page *page)
{
	if (!pmd_ptlock_init(page_ptdesc(page)))
		return false;
	__SetPageTable(page);
#ifdef CONFIG_SOME_TREES_ONLY
	atomic_set(&page->pt_share_count, 0);
#endif
	inc_lruvec_page_state(page, NR_PAGETABLE);
	return true;
}

static inline void pgtable_pmd_page_dtor(struct page *page)
{
	pmd_ptlock_free(page_ptdesc(page));
	__ClearPageTable(page);
	dec_lruvec_page_state(page, NR_PAGETABLE);
}

/* Data: counted, but never a table. */
static inline void data_page_ctor(struct page *page)
{
	inc_lruvec_page_state(page, NR_FILE_MAPPED);
}
