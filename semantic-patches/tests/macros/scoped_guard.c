// SPDX-License-Identifier: GPL-2.0-only
static unsigned long drop(struct cache *cache)
{
	struct page *page;

	scoped_guard(spinlock, &cache->lock) {
		page = cache->page;
		cache->page = NULL;
	}
	return page_to_pfn(page);
}
