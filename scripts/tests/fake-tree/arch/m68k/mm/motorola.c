// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <asm/pgalloc.h>

typedef struct list_head ptable_desc;

#define PD_PTABLE(page) ((ptable_desc *)&(virt_to_page(page)->lru))
#define PD_PAGE(ptable) (list_entry(ptable, struct page, lru))
#define PD_MARKBITS(dp) (*(unsigned int *)&PD_PAGE(dp)->index)

void *small_table(ptable_desc *head, int type)
{
	ptable_desc *new;
	void *page;

	if (!(page = (void *)get_zeroed_page(GFP_KERNEL)))
		return NULL;

	if (type == TABLE_PTE)
		pgtable_pte_page_ctor(virt_to_page(page));

	new = PD_PTABLE(page);
	PD_MARKBITS(new) = 1;
	list_add_tail(new, head);
	return page;
}

int small_table_done(void *table, int type)
{
	unsigned long page = (unsigned long)table & PAGE_MASK;
	ptable_desc *dp = PD_PTABLE(page);

	list_del(dp);
	if (type == TABLE_PTE)
		pgtable_pte_page_dtor(virt_to_page(page));
	free_page(page);
	return 1;
}
