// SPDX-License-Identifier: GPL-2.0-only
/* A list of pages beside page tables. Nothing here may change. */

#define ENTRY_OF(mem) (&virt_to_page(mem)->lru)
#define PAGE_OF(entry) (list_entry(entry, struct page, lru))

static void keep_data(void *mem, struct list_head *pool)
{
	struct list_head *entry;

	entry = ENTRY_OF(mem);
	PAGE_OF(entry)->index = 0;
	list_add(entry, pool);
}

static void drop_data(unsigned long mem)
{
	struct list_head *entry;

	entry = ENTRY_OF((void *)mem);
	list_del(entry);
	free_page(mem);
}

static void drop_table(unsigned long mem)
{
	pagetable_pte_dtor(virt_to_ptdesc((void *)mem));
	free_page(mem);
}
