// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	if (!pagetable_pmd_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_address(ptdesc);
}

void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(ptdesc);
	pagetable_free(ptdesc);
}

/* No constructor, no destructor. */
pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	return ptdesc_address(pagetable_alloc(GFP_PGTABLE_KERNEL, 0));
}

void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	pagetable_free(virt_to_ptdesc(pte));
}

/*
 * check-name: pairs of constructor and destructor
 * check-exit-value: 0
 */
