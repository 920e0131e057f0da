// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Data and tables: the calls with tables have to go elsewhere. */
static void release(unsigned long addr, int order)
{
	free_pages(addr, order);
}

void unmap(pte_t *pte, pmd_t *pmd)
{
	release((unsigned long)page_address(pte_page(*pte)), 0);
	if (pmd_leaf(*pmd))
		release((unsigned long)page_address(pmd_page(*pmd)), 9);
}

void drop(pud_t *pud)
{
	release((unsigned long)pud_pgtable(*pud), 0);
}

/* Memory of one helper for both: only the variable tells. */
static void *get(void)
{
	return (void *)get_zeroed_page(GFP_KERNEL);
}

static void put(void *p)
{
	free_page((unsigned long)p);
}

int replace(pmd_t *pmd, pte_t *data, pgprot_t prot)
{
	pte_t *table = get();
	void *page = get();

	if (!page) {
		put(table);
		return -1;
	}
	set_pte(data, pfn_pte(__pa(page) >> PAGE_SHIFT, prot));
	pmd_populate_kernel(&init_mm, pmd, table);
	return 0;
}

void forget(void *page)
{
	put(page);
}

/* Only tables: what is to be changed is inside. */
static void put_table(void *p)
{
	free_page((unsigned long)p);
}

void drop_table(pud_t *pud)
{
	put_table(pud_pgtable(*pud));
}

/*
 * check-name: a helper that frees more than tables
 * check-exit-value: 1
 *
 * check-output-start
pt005-helper.c:7:2: warning: free_pages() frees a PMD table as a page [PT005]
pt005-helper.c:19:2: warning: release() frees a PMD table as a page [PT005]
pt005-helper.c:30:2: warning: free_page() frees a page table as a page [PT005]
pt005-helper.c:35:9: warning: get() allocates a PTE table as a page [PT004]
pt005-helper.c:39:3: warning: put() frees a PTE table as a page [PT005]
pt005-helper.c:55:2: warning: free_page() frees a PMD table as a page [PT005]
 * check-output-end
 */
