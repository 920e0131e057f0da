// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* The same function, of an entry that is known to be no leaf. */
void table(pmd_t *pmd)
{
	if (pmd_leaf(*pmd))
		return;
	__free_page(pmd_page(*pmd));
}

static void free_below(pte_t *start, pmd_t *pmd)
{
	if (start->pte)
		return;
	__free_page(pmd_page(*pmd));
	pmd_clear(pmd);
}

void callers_know(pmd_t *pmd)
{
	pte_t *start;

	if (unlikely(pmd_leaf(*pmd))) {
		__free_pages(pmd_page(*pmd), 9);
		return;
	}
	start = (pte_t *)pmd_page_vaddr(*pmd);
	free_below(start, pmd);
}

/*
 * check-name: entries that are no leaves
 * check-exit-value: 1
 *
 * check-output-start
pt005-not-leaf.c:9:2: warning: __free_page() frees a PTE table as a page [PT005]
pt005-not-leaf.c:16:2: warning: __free_page() frees a PTE table as a page [PT005]
 * check-output-end
 */
