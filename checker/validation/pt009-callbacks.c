// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* What it calls gets the pages of tables: it says so where it is declared. */
static void pmd_walk(pmd_t *pmd, void (*func)(struct page *page, int level))
{
	func(virt_to_page(pmd), 2);
}

void pud_walk(pud_t *pud, void (*func)(struct page *page, int level))
{
	pmd_walk(pud_pgtable(*pud), func);
}

/* Pages of data as well. */
void pte_walk(pte_t *pte, void (*func)(struct page *page))
{
	func(virt_to_page(pte));
	func(pte_page(*pte));
}

/* Its page was asked for. */
void ptdesc_walk(struct ptdesc *ptdesc, void (*func)(struct page *page))
{
	func(ptdesc_page(ptdesc));
}

/* Not the page, and not the first that it gets. */
void entry_walk(pmd_t *pmd, void (*func)(pmd_t *pmd, struct page *page),
		struct page *page)
{
	func(pmd, page);
}

/*
 * check-name: functions that are given the pages of tables
 * check-exit-value: 1
 *
 * check-output-start
pt009-callbacks.c:5:13: warning: a function that pmd_walk() is given takes a page table as a page [PT009]
pt009-callbacks.c:7:2: warning: a function is given a PMD table as a page [PT009]
pt009-callbacks.c:10:6: warning: a function that pud_walk() is given takes a page table as a page [PT009]
pt009-callbacks.c:18:2: warning: a function is given a PTE table as a page [PT009]
 * check-output-end
 */
