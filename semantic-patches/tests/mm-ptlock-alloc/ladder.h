/* SPDX-License-Identifier: GPL-2.0-only */
#if USE_SPLIT_PTE_PTLOCKS
#if ALLOC_SPLIT_PTLOCKS
extern bool ptlock_alloc(struct page *page);
#else
static inline bool ptlock_alloc(struct page *pg)
{
	return true;
}
#endif
#else
static inline bool ptlock_alloc(struct page *page) { return true; }
#endif
