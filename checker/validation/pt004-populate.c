// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* What an upper entry is made to point to, is a page table. */
int by_populate(pmd_t *pmd)
{
	void *memory = (void *)get_zeroed_page(GFP_KERNEL);

	if (!memory)
		return -1;
	pmd_populate_kernel(&init_mm, pmd, memory);
	return 0;
}

void by_flag(pmd_t *pmd)
{
	struct page *page = alloc_page(GFP_KERNEL);

	set_pmd(pmd, __pmd(page_to_phys(page) | _PAGE_TABLE));
}

pte_t *by_type(void)
{
	return (pte_t *)__get_free_page(GFP_KERNEL);
}

static void *memory(void)
{
	return page_address(alloc_pages(GFP_KERNEL, 0));
}

void by_result(pud_t *pud)
{
	pmd_t *pmd = memory();

	pud_populate(&init_mm, pud, pmd);
}

void by_upper_entry(pgd_t *pgd)
{
	unsigned long pa = __pa(get_zeroed_page(GFP_KERNEL));

	*pgd = __pgd(pa | 1);
}

/*
 * check-name: memory that becomes a page table
 * check-exit-value: 1
 *
 * check-output-start
pt004-populate.c:7:25: warning: get_zeroed_page() allocates a PTE table as a page [PT004]
pt004-populate.c:17:22: warning: alloc_page() allocates a page table as a page [PT004]
pt004-populate.c:24:18: warning: __get_free_page() allocates a PTE table as a page [PT004]
pt004-populate.c:29:22: warning: alloc_pages() allocates a PMD table as a page [PT004]
pt004-populate.c:41:26: warning: get_zeroed_page() allocates a page table as a page [PT004]
 * check-output-end
 */
