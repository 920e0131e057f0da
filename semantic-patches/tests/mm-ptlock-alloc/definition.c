// SPDX-License-Identifier: GPL-2.0-only
#if USE_SPLIT_PTE_PTLOCKS && ALLOC_SPLIT_PTLOCKS
bool ptlock_alloc(struct page *pg)
{
	spinlock_t *ptl;

	ptl = kmem_cache_alloc(cache, GFP_KERNEL);
	if (!ptl) {
		report_page(pg);
		return false;
	}
	pg->ptl = ptl;
	return true;
}
#endif

static bool prepare(struct page *page, struct ptdesc *ptdesc, void *table)
{
	if (!ptlock_alloc(page))
		return false;
	/* These are converted already. */
	if (!ptlock_alloc(ptdesc) || !ptlock_alloc(page_ptdesc(page)))
		return false;
	return ptlock_alloc(virt_to_page(table));
}
