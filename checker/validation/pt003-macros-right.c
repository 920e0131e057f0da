// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

void init_page_count(struct page *page);
void __ClearPageReserved(struct page *page);
void get_page(struct page *page);

/* The address of a page is often called a page. */
typedef struct list_head table_list;
#define TABLE_LIST(page)	((table_list *)&(virt_to_ptdesc((void *)(page))->pt_list))
#define TABLE_DESC(list)	(list_entry(list, struct ptdesc, pt_list))

/* Boot memory becomes pages: that is done to pages, whatever is in them. */
void add_boot_table(void *table)
{
	table_list *list = TABLE_LIST(table);

	__ClearPageReserved(ptdesc_page(TABLE_DESC(list)));
	init_page_count(ptdesc_page(TABLE_DESC(list)));
}

/* A count of users is state of the table. */
void hold_table(void *table)
{
	table_list *list = TABLE_LIST(table);

	get_page(ptdesc_page(TABLE_DESC(list)));
}

/* Who has a page, and not on purpose, has forgotten something. */
void add_boot_page(pte_t *table)
{
	__ClearPageReserved(virt_to_page(table));
	init_page_count(virt_to_page(table));
}

/*
 * check-name: macros of pools after their conversion
 * check-exit-value: 1
 *
 * check-output-start
pt003-macros-right.c:27:2: warning: '_refcount' of struct page is used on a page table, by get_page() [PT003]
pt003-macros-right.c:33:2: warning: __ClearPageReserved() is given a PTE table as a page [PT009]
pt003-macros-right.c:34:2: warning: '_refcount' of struct page is used on a PTE table, by init_page_count() [PT003]
 * check-output-end
 */
