// SPDX-License-Identifier: GPL-2.0-only
#define pagetable_pmd_ctor old_pmd_ctor
#include "kernel.h"
#undef pagetable_pmd_ctor

/* Constructors take the mm first, and one function destructs and frees. */
bool pagetable_pmd_ctor(struct mm_struct *mm, struct ptdesc *ptdesc);
void pagetable_dtor_free(struct ptdesc *ptdesc);

pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	if (!pagetable_pmd_ctor(mm, ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_address(ptdesc);
}

void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	pagetable_dtor_free(virt_to_ptdesc(pmd));
}

/*
 * check-name: constructors and destructors of later kernels
 * check-exit-value: 0
 */
