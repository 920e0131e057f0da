// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

void remove_page_later(struct mmu_gather *tlb, struct page *page);

struct table_ops {
	void (*tlb_remove_table)(struct mmu_gather *tlb, void *table);
	void (*tlb_remove_data)(struct mmu_gather *tlb, struct page *page);
};

/* Whoever calls the first passes a table. */
struct table_ops pages = {
	.tlb_remove_table = (void (*)(struct mmu_gather *, void *))tlb_remove_page,
	.tlb_remove_data = tlb_remove_page,
};

struct table_ops tables = {
	.tlb_remove_table = tlb_remove_table,
	.tlb_remove_data = remove_page_later,
};

void take_over(void)
{
	tables.tlb_remove_table = (void *)tlb_remove_page;
}

/*
 * check-name: what removes a page, in a member for what removes a table
 * check-exit-value: 1
 *
 * check-output-start
pt009-member.c:13:61: warning: tlb_remove_page() is given a page table as a page [PT009]
pt009-member.c:24:36: warning: tlb_remove_page() is given a page table as a page [PT009]
 * check-output-end
 */
