/* SPDX-License-Identifier: GPL-2.0-only */
#if USE_SPLIT_PMD_PTLOCKS
static inline bool pmd_ptlock_init(struct page *page)
{
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
	page->pmd_huge_pte = NULL;
#endif
	return ptlock_init(page);
}
#else
static inline bool pmd_ptlock_init(struct page *page) { return true; }
#endif

static inline bool some_ctor(struct page *page)
{
	if (!pmd_ptlock_init(page))
		return false;
	__SetPageTable(page);
	return true;
}
