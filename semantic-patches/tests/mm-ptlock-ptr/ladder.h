/* SPDX-License-Identifier: GPL-2.0-only */
#if ALLOC_SPLIT_PTLOCKS
static inline spinlock_t *ptlock_ptr(struct page *page)
{
	check_page(page);
	return page->ptl;
}
#else
static inline spinlock_t *ptlock_ptr(struct page *page)
{
	return &page->ptl;
}
#endif

static inline spinlock_t *pte_lockptr(struct mm_struct *mm, pmd_t *pmd)
{
	return ptlock_ptr(pmd_page(*pmd));
}

static inline spinlock_t *pmd_lockptr(struct mm_struct *mm, pmd_t *pmd)
{
	return ptlock_ptr(ptdesc_page(pmd_ptdesc(pmd)));
}
