/* SPDX-License-Identifier: GPL-2.0-only */
#if USE_SPLIT_PTE_PTLOCKS
#if ALLOC_SPLIT_PTLOCKS
extern void ptlock_free(struct page *page);
#else
static inline void ptlock_free(struct page *pg)
{
}
#endif
#else
static inline void ptlock_free(struct page *page) {}
#endif
