// SPDX-License-Identifier: GPL-2.0-only
/* It is not seen where the page goes when there is none: both halves stay. */

#define ENTRY_OF(page) (&virt_to_page((void *)(page))->lru)
#define PAGE_OF(entry) (list_entry(entry, struct page, lru))

void *pool_get(struct list_head *pool)
{
	void *page;
	struct list_head *entry;

	page = (void *)get_zeroed_page(GFP_KERNEL);
	if (page) {
		entry = ENTRY_OF(page);
		PAGE_OF(entry)->index = 0;
		list_add(entry, pool);
	}
	note(page);
	return page;
}

void pool_put(unsigned long page)
{
	struct list_head *entry;

	entry = ENTRY_OF(page);
	list_del(entry);
	pagetable_pte_dtor(virt_to_ptdesc((void *)page));
	free_page(page);
}
