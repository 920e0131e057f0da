// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Findings in macros stand where the macro is defined. */
typedef struct list_head table_list;
#define TABLE_LIST(table)	((table_list *)&(virt_to_page((void *)(table))->lru))
#define TABLE_PAGE(list)	(list_entry(list, struct page, lru))
#define TABLE_MARKS(list)	(TABLE_PAGE(list)->index)
#define __pgd_alloc()		((pgd_t *)__get_free_pages(GFP_KERNEL, 2))

pte_t *get_table(void)
{
	void *page = (void *)get_zeroed_page(GFP_KERNEL);
	table_list *new = TABLE_LIST(page);

	TABLE_MARKS(new) = 1;
	return page;
}

pgd_t *pgd_alloc(struct mm_struct *mm)
{
	return __pgd_alloc();
}

/* Later kernels' names of the API are macros themselves. */
unsigned long get_zeroed_page_noprof(gfp_t gfp);
#define alloc_hooks(call)	({ call; })
#define get_zeroed_page(...)	alloc_hooks(get_zeroed_page_noprof(__VA_ARGS__))
#define pmd_page_of()		((pmd_t *)get_zeroed_page(GFP_KERNEL))

pmd_t *new_pmd(void)
{
	return pmd_page_of();
}

/*
 * check-name: findings in macros
 * check-exit-value: 1
 *
 * check-output-start
pt003-macros.c:6:75: warning: 'lru' of struct page is used on a PTE table [PT003]
pt003-macros.c:7:57: warning: 'lru' of struct page is used on a PTE table [PT003]
pt003-macros.c:8:46: warning: 'index' of struct page is used on a PTE table [PT003]
pt003-macros.c:9:34: warning: __get_free_pages() allocates a PGD table as a page [PT004]
pt003-macros.c:13:23: warning: get_zeroed_page() allocates a PTE table as a page [PT004]
pt003-macros.c:29:34: warning: get_zeroed_page() allocates a PMD table as a page [PT004]
 * check-output-end
 */
