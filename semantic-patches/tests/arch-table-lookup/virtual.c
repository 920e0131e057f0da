// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static phys_addr_t make_table(void)
{
	void *table = (void *)__get_free_page(GFP_KERNEL | __GFP_ZERO);
	BUG_ON(!table);

	return __pa(table);
}

phys_addr_t make_lower(void)
{
	phys_addr_t pa = make_table();

	if (!pagetable_pte_ctor(virt_to_ptdesc(__va(pa))))
		return 0;
	return pa;
}

/* What is looked up is another address by then. */
static phys_addr_t make_memory(void)
{
	void *ptr = (void *)__get_free_page(GFP_KERNEL);
	BUG_ON(!ptr);

	return __pa(ptr);
}

void make_all(phys_addr_t other)
{
	phys_addr_t pa = make_memory();

	note(phys_to_page(pa));
	pa = other;
	note(page_ptdesc(phys_to_page(pa)));
}
