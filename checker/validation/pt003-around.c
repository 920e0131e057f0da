// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* The table that an entry is in is under a mask of its size. */
unsigned long around(unsigned long *entry)
{
	unsigned long mask = ~(PTRS_PER_PTE * sizeof(pte_t) - 1);
	struct page *page;

	page = virt_to_page((void *)((unsigned long)entry & mask));
	return page->index;
}

/* Where something is in a table, is no table. */
unsigned long within(unsigned long addr)
{
	return virt_to_page((void *)(addr & (PTRS_PER_PTE - 1)))->index;
}

/* In a list that nobody fills is what those say who walk it. */
void nobody_fills(struct list_head *list)
{
	struct page *page;
	pte_t *pte;

	list_for_each_entry(page, list, lru) {
		pte = page_address(page);
		set_pte(pte, *pte);
	}
}

/*
 * check-name: tables of which only a mask or a walk tells
 * check-exit-value: 1
 *
 * check-output-start
pt003-around.c:11:15: warning: 'index' of struct page is used on a PTE table [PT003]
pt003-around.c:26:34: warning: 'lru' of struct page is used on a PTE table [PT003]
 * check-output-end
 */
