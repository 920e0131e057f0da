// SPDX-License-Identifier: GPL-2.0-only
/* Pages that are no tables of a guest. Nothing here may change. */

static void keep_pages(struct gmap *gmap, unsigned long *pfns, int count)
{
	struct page *page, *next;
	LIST_HEAD(found);

	while (count--) {
		page = pfn_to_page(pfns[count]);
		page->index = count;
		list_add(&page->lru, &found);
	}
	list_for_each_entry_safe(page, next, &found, lru)
		__free_page(page);
}

/* Linked into a list that is called as a gmap's is, of something else. */
static void keep_other_list(struct pool *pool, struct page *page)
{
	list_add(&page->lru, &pool->crst_list);
}

/* The storage that a guest donates has another order. */
static void keep_storage(unsigned long storage)
{
	free_pages(storage, get_order(guest_storage));
}
