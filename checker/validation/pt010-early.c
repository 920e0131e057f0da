// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

extern bool slab_is_available(void);

/* Early tables come from boot memory and stay. */
pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	if (!slab_is_available())
		return memblock_alloc(PAGE_SIZE, PAGE_SIZE);
	return ptdesc_address(pagetable_alloc(GFP_PGTABLE_KERNEL, 0));
}

void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	pagetable_free(virt_to_ptdesc(pte));
}

/* A table that maps itself is a table. */
pgd_t *pgd_alloc(struct mm_struct *mm)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);
	pgd_t *pgd = ptdesc_address(ptdesc);
	pgprot_t prot = { 1 };

	pgd[511].pgd = mk_pte(virt_to_page(pgd), prot).pte;
	return pgd;
}

void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	pagetable_free(virt_to_ptdesc(pgd));
}

/*
 * check-name: boot memory until there is another, and tables that map themselves
 * check-exit-value: 0
 */
