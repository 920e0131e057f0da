// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* A list that is passed down is filled for who has it. */
static void collapse(pmd_t *pmd, struct list_head *tables)
{
	struct page *page = virt_to_page((void *)pmd_page_vaddr(*pmd));

	pmd_clear(pmd);
	list_add(&page->lru, tables);
}

void collapse_all(pmd_t *pmd)
{
	struct page *page, *next;
	LIST_HEAD(tables);

	collapse(pmd, &tables);
	list_for_each_entry_safe(page, next, &tables, lru) {
		list_del(&page->lru);
		__free_page(page);
	}
}

/*
 * check-name: a list that is filled by a callee
 * check-exit-value: 1
 *
 * check-output-start
pt003-list-parameter.c:10:18: warning: 'lru' of struct page is used on a PTE table [PT003]
pt003-list-parameter.c:19:48: warning: 'lru' of struct page is used on a PTE table [PT003]
pt003-list-parameter.c:20:19: warning: 'lru' of struct page is used on a PTE table [PT003]
pt003-list-parameter.c:21:3: warning: __free_page() frees a PTE table as a page [PT005]
 * check-output-end
 */
