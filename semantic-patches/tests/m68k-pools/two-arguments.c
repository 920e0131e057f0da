// SPDX-License-Identifier: GPL-2.0-only
/* A constructor that takes the address space, too. */

static inline bool pagetable_pte_ctor(struct mm_struct *mm, struct ptdesc *pt)
{
	return mm && pt;
}

#define ENTRY_OF(page) (&virt_to_page((void *)(page))->lru)
#define PAGE_OF(entry) (list_entry(entry, struct page, lru))

void *pool_get(struct mm_struct *mm, struct list_head *pool)
{
	void *page = (void *)get_zeroed_page(GFP_KERNEL);
	struct list_head *entry;

	if (!page)
		return NULL;
	pagetable_pte_ctor(mm, virt_to_ptdesc(page));
	entry = ENTRY_OF(page);
	PAGE_OF(entry)->index = 0;
	list_add(entry, pool);
	return page;
}

void pool_put(unsigned long page)
{
	struct list_head *entry;

	entry = ENTRY_OF(page);
	list_del(entry);
	pagetable_dtor(virt_to_ptdesc((void *)page));
	free_page(page);
}
