// SPDX-License-Identifier: GPL-2.0-only
/* Small tables that share a page, under other names. */

typedef struct list_head pool_entry;

static struct list_head pools[2] = {
	{ &pools[0], &pools[0] },
	{ &pools[1], &pools[1] },
};

#define ENTRY_OF(page) ((pool_entry *)&(virt_to_page((void *)(page))->lru))
#define PAGE_OF(entry) (list_entry(entry, struct page, lru))
#define BITS_OF(entry) (*(unsigned int *)&PAGE_OF(entry)->index)

void pool_start(void *table, int kind)
{
	unsigned long page = (unsigned long)table & PAGE_MASK;
	pool_entry *entry;

	entry = ENTRY_OF(page);
	BITS_OF(entry) = 15;
	list_add(entry, &pools[kind]);

	/* Of the boot: it may be freed from now on. */
	init_page_count(PAGE_OF(entry));
}

void *pool_get(int kind)
{
	pool_entry *entry = pools[kind].next;
	unsigned int mask = BITS_OF(entry);

	if (!mask) {
		void *page;
		pool_entry *fresh;

		if (!(page = (void *)get_zeroed_page(GFP_KERNEL)))
			return NULL;

		if (kind)
			pagetable_pte_ctor(virt_to_ptdesc(page));

		fresh = ENTRY_OF(page);
		BITS_OF(fresh) = 14;
		list_add_tail(fresh, entry);
		return page;
	}
	BITS_OF(entry) = mask & (mask - 1);
	return page_address(PAGE_OF(entry)) + mask;
}

int pool_put(void *table, int kind)
{
	unsigned long page = (unsigned long)table & PAGE_MASK;
	pool_entry *entry;

	entry = ENTRY_OF(page);
	BITS_OF(entry) |= 1;
	if (BITS_OF(entry) != 15)
		return 0;
	list_del(entry);
	if (kind)
		pagetable_pte_dtor(virt_to_ptdesc((void *)page));
	free_page (page);
	return 1;
}
