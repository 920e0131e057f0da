// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	return (pud_t *)get_zeroed_page(GFP_KERNEL);
}

void pud_free(struct mm_struct *mm, pud_t *pud)
{
	pagetable_free(virt_to_ptdesc(pud));
}

/* An order that nothing in the page tells. */
static pgd_t *big(void)
{
	return (pgd_t *)__get_free_pages(GFP_KERNEL, 2);
}

void small(void)
{
	pgd_t *pgd = big();

	pagetable_free(virt_to_ptdesc(pgd));
}

/* One family: nothing to say. */
pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	return ptdesc ? ptdesc_address(ptdesc) : NULL;
}

void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	pagetable_free(virt_to_ptdesc(pmd));
}

/*
 * check-name: two families
 * check-exit-value: 1
 *
 * check-output-start
pt006-families.c:6:18: warning: get_zeroed_page() allocates a PUD table as a page [PT004]
pt006-families.c:6:18: warning: get_zeroed_page() gives what is freed as a struct ptdesc [PT006]
pt006-families.c:11:2: warning: pagetable_free() frees what get_zeroed_page() gave [PT006]
pt006-families.c:17:18: warning: __get_free_pages() allocates a PGD table as a page [PT004]
pt006-families.c:17:18: warning: __get_free_pages() gives what is freed as a struct ptdesc [PT006]
pt006-families.c:24:2: warning: pagetable_free() cannot know the order of what __get_free_pages() gave [PT006]
 * check-output-end
 */
