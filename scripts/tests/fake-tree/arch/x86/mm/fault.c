// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <asm/pgalloc.h>

LIST_HEAD(pgd_list);

/* All tops see what one of them got. */
void show_all_tops(unsigned long addr)
{
	struct page *page;

	list_for_each_entry(page, &pgd_list, lru) {
		pgd_t *pgd = (pgd_t *)page_address(page) + pgd_index(addr);

		show_top(pgd);
	}
}
