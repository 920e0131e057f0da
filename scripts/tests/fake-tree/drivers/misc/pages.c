// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

/* Plain pages: nothing here is a page table. */
struct page *take_page(gfp_t gfp)
{
	struct page *page = alloc_page(gfp);

	if (!page)
		return NULL;
	page->private = 1;
	return page;
}

void drop_page(unsigned long address)
{
	free_page(address);
}
