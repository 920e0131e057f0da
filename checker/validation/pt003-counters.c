// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

int page_ref_inc_return(struct page *page);
void page_ref_dec(struct page *page);
void init_page_count(struct page *page);

/* A page that several tables share counts them. */
int share_page(pte_t *table)
{
	return page_ref_inc_return(virt_to_page(table));
}

void first_of_page(pmd_t *table)
{
	struct page *page = virt_to_page(table);

	init_page_count(page);
	get_page(page);
}

/* What an entry maps is data, */
void drop_data(pte_t *pte)
{
	page_ref_dec(pte_page(*pte));
	get_page(pte_page(*pte));
}

/* and a helper of both has to ask a page. */
static void hold(struct page *page)
{
	page_ref_inc_return(page);
}

void hold_both(pte_t *pte, pmd_t *table)
{
	hold(pte_page(*pte));
	hold(virt_to_page(table));
}

/*
 * check-name: the counter of a page by the names of its functions
 * check-exit-value: 1
 *
 * check-output-start
pt003-counters.c:11:9: warning: '_refcount' of struct page is used on a PTE table, by page_ref_inc_return() [PT003]
pt003-counters.c:18:2: warning: '_refcount' of struct page is used on a PMD table, by init_page_count() [PT003]
pt003-counters.c:19:2: warning: '_refcount' of struct page is used on a PMD table, by get_page() [PT003]
pt003-counters.c:38:2: warning: hold() is given a PMD table as a page [PT009]
 * check-output-end
 */
