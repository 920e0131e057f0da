// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* What removes tables takes them as void *. */
void native_tlb_remove_table(struct mmu_gather *tlb, void *table)
{
	tlb_remove_page(tlb, table);
}

/* This is for anything. */
void remove_later(struct mmu_gather *tlb, void *page)
{
	tlb_remove_page(tlb, page);
}

static void finish(struct page *page)
{
	get_page(page);
}

/* A count of what may be data has no other form. */
void count_both(pmd_t *pmd, pte_t *pte)
{
	finish(virt_to_page(pmd));
	finish(pte_page(*pte));
}

/*
 * check-name: a table that is void * on the way
 * check-exit-value: 1
 *
 * check-output-start
pt009-untyped.c:7:2: warning: tlb_remove_page() is given a page table as a page [PT009]
pt009-untyped.c:24:2: warning: finish() is given a PMD table as a page [PT009]
 * check-output-end
 */
