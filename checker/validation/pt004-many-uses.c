// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Memory for tables and for what leaves map: told where it is asked for. */
static void *alloc_block(void)
{
	return page_address(alloc_pages(GFP_KERNEL, 0));
}

void map(pte_t *pte, pgprot_t prot)
{
	void *p = alloc_block();

	set_pte(pte, pfn_pte(__pa(p) >> PAGE_SHIFT, prot));
}

void populate(pmd_t *pmd)
{
	void *p = alloc_block();

	pmd_populate_kernel(&init_mm, pmd, p);
}

/* A table that is mapped read-only is a table. */
pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *pgd = (pgd_t *)__get_free_page(GFP_KERNEL);
	pgprot_t prot = { 1 };

	set_pte((pte_t *)mm, pfn_pte(__pa(pgd) >> PAGE_SHIFT, prot));
	return pgd;
}

/*
 * check-name: memory for tables and for data
 * check-exit-value: 1
 *
 * check-output-start
pt004-many-uses.c:19:8: warning: alloc_block() allocates a PTE table as a page [PT004]
pt004-many-uses.c:27:24: warning: __get_free_page() allocates a PGD table as a page [PT004]
 * check-output-end
 */
