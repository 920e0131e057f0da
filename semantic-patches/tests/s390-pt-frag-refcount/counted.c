// SPDX-License-Identifier: GPL-2.0-only
/* A reference count that is one. Nothing here may change. */

struct page *count_fresh(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return NULL;
	atomic_inc(&page->_refcount);
	if (atomic_read(&page->_refcount) > 24)
		return NULL;
	return page;
}
