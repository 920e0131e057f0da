// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void release(struct page *page, int order)
{
	if (page)
		free_pages((unsigned long)page_address(page), order);
}

/* What a leaf maps is freed as pages: right as it is. */
void leaf(pmd_t *pmd)
{
	if (pmd_leaf(*pmd))
		release(pmd_page(*pmd), 9);
}

void not_table(pmd_t *pmd)
{
	if (!pmd_leaf(*pmd))
		return;
	__free_pages(pmd_page(*pmd), 9);
}

void lowest(pte_t *pte)
{
	__free_page(pte_page(*pte));
	free_page((unsigned long)page_address(pte_page(READ_ONCE(*pte))));
}

void nobody_knows(pmd_t pmd)
{
	put_page(pmd_page(pmd));
}

/*
 * check-name: what a leaf maps, freed as pages
 * check-exit-value: 0
 */
