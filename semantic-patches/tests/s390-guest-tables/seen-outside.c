// SPDX-License-Identifier: GPL-2.0-only
/* The declaration of an allocator that other files call is not ours. */

struct page *space_table(void)
{
	struct page *page;

	page = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	return page;
}

static int space_init(struct gmap *space)
{
	struct page *page;

	page = space_table();
	if (!page)
		return -ENOMEM;
	list_add(&page->lru, &space->crst_list);
	return 0;
}
