/* SPDX-License-Identifier: GPL-2.0-only */
#if USE_SPLIT_PTE_PTLOCKS
static inline bool ptlock_init(struct page *page)
{
	/*
	 * A new page has zero in page->private, and so in page->ptl, unless
	 * slab code uses page->slab_cache, which share storage with page->ptl.
	 */
	VM_BUG_ON_PAGE(*(unsigned long *)&page->ptl, page);
	if (!ptlock_alloc(page_ptdesc(page)))
		return false;
	spin_lock_init(ptlock_ptr(page_ptdesc(page)));
	return true;
}
#else
static inline bool ptlock_init(struct page *page) { return true; }
#endif

static inline bool pmd_ptlock_init(struct ptdesc *ptdesc)
{
	return ptlock_init(ptdesc_page(ptdesc));
}

static inline bool some_ctor(struct page *page)
{
	return ptlock_init(page);
}
