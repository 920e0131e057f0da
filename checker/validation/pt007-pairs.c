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
	pagetable_free(virt_to_ptdesc(pmd));
}

pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	return ptdesc_address(ptdesc);
}

void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pte);

	pagetable_pte_dtor(ptdesc);
	pagetable_free(ptdesc);
}

/*
 * check-name: constructors without destructors and the reverse
 * check-exit-value: 1
 *
 * check-output-start
pt007-pairs.c:17:2: warning: a PMD table was constructed and is freed without its dtor [PT007]
pt007-pairs.c:31:2: warning: pagetable_pte_dtor() of a page table that nobody constructed [PT007]
 * check-output-end
 */
