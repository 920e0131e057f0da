/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_S390_TLB_H
#define _FAKE_S390_TLB_H

void __tlb_remove_table(void *_table);

#include <asm-generic/tlb.h>

static inline void pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd,
				unsigned long address)
{
	if (mm_pmd_folded(tlb->mm))
		return;
	pgtable_pmd_page_dtor(virt_to_page(pmd));
	__tlb_adjust_range(tlb, address, PAGE_SIZE);
	tlb_remove_table(tlb, pmd);
}

#endif /* _FAKE_S390_TLB_H */
