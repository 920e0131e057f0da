// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two tables in one function are not told apart. What it allocates is freed by
 * the other one, so both stay as they are.
 */

static void replace_top(struct gmap *space)
{
	struct page *one = virt_to_page(space->table);
	struct page *two = alloc_pages(GFP_KERNEL, CRST_ALLOC_ORDER);

	list_del(&one->lru);
	if (two)
		list_add(&two->lru, &space->crst_list);
}

static void drop_all(struct gmap *space)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, &space->crst_list, lru)
		__free_pages(page, CRST_ALLOC_ORDER);
}
