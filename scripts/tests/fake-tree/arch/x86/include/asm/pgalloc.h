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

#endif /* _FAKE_X86_PGALLOC_H */
