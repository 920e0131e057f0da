// SPDX-License-Identifier: GPL-2.0-only
/* The memory is a pointer, and the macro says nothing of a page. */

#define ENTRY_OF(mem) (&virt_to_page(mem)->lru)
#define HOLDER(entry) (list_entry(entry, struct page, lru))

void *pool_get(struct list_head *pool)
{
	void *mem = (void *)__get_free_page(GFP_KERNEL);
	struct list_head *entry;

	if (!mem)
		return NULL;
	pagetable_pte_ctor(virt_to_ptdesc(mem));
	entry = ENTRY_OF(mem);
	HOLDER(entry)->index = 0;
	list_add(entry, pool);
	return mem;
}

void pool_put(unsigned long mem)
{
	struct list_head *entry;

	entry = ENTRY_OF(mem);
	list_del(entry);
	pagetable_dtor(virt_to_ptdesc((void *)mem));
	free_page(mem);
}
