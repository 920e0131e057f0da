// SPDX-License-Identifier: GPL-2.0-only
/* A page that is fresh, and one from a list that is not. */

unsigned long *fragment_fresh(struct mm_struct *mm)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return NULL;
	toggle_bits(&page->_refcount, 1U << 24);
	return (unsigned long *)page_to_virt(page);
}

unsigned long *fragment_used(struct mm_struct *mm)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		page = list_first_entry(&mm->context.pgtable_list,
					struct page, lru);
	else
		page = replace_page(page);
	toggle_bits(&page->_refcount, 2U << 24);
	return (unsigned long *)page_to_virt(page);
}
