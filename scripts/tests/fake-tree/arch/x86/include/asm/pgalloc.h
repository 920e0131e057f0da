/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_X86_PGALLOC_H
#define _FAKE_X86_PGALLOC_H

#include <linux/mm.h>

#define __HAVE_ARCH_PTE_ALLOC_ONE
#define __HAVE_ARCH_PGD_FREE
#include <asm-generic/pgalloc.h>

extern void ___pte_free_tlb(struct mmu_gather *tlb, struct page *pte);

static inline void __pte_free_tlb(struct mmu_gather *tlb, struct page *pte,
				  unsigned long address)
{
	___pte_free_tlb(tlb, pte);
}

/* Both halves of the fourth level. */
static inline p4d_t *p4d_alloc_one(struct mm_struct *mm, unsigned long address)
{
	gfp_t gfp = GFP_PGTABLE_USER;

	if (mm == &init_mm)
		gfp = GFP_PGTABLE_KERNEL;
	return (p4d_t *)get_zeroed_page(gfp);
}

static inline void p4d_free(struct mm_struct *mm, p4d_t *p4d)
{
	free_page((unsigned long)p4d);
}

#endif /* _FAKE_X86_PGALLOC_H */
