/* SPDX-License-Identifier: GPL-2.0-only */
#if USE_SPLIT_PMD_PTLOCKS
static inline void pmd_ptlock_free(struct page *pg)
{
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
	VM_BUG_ON_PAGE(pg->pmd_huge_pte, pg);
#endif
	ptlock_free(pg);
}
#else
static inline void pmd_ptlock_free(struct page *pg) {}
#endif

static inline void some_dtor(struct page *page)
{
	pmd_ptlock_free(page);
	__ClearPageTable(page);
}
