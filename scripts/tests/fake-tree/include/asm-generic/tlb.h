/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_GENERIC_TLB_H
#define _FAKE_GENERIC_TLB_H

#include <linux/mm.h>

/*
 * What the gather is given:
 *
 *  - tlb_remove_table()
 *
 *    a page table.
 *
 *    See also MMU_GATHER_TABLE_FREE and MMU_GATHER_RCU_TABLE_FREE.
 *
 *  - tlb_remove_page()
 *
 *    a page of data.
 */
struct mmu_gather {
	struct mm_struct *mm;

#ifdef CONFIG_MMU_GATHER_TABLE_FREE
	struct mmu_table_batch	*batch;
#endif

	unsigned int need_flush_all : 1;
	unsigned int fully_unshared_tables : 1;
};

#ifdef CONFIG_MMU_GATHER_TABLE_FREE
extern void tlb_remove_table(struct mmu_gather *tlb, void *table);
#else
/* Without batching a table goes the way of any page. */
#define tlb_remove_table(tlb, page) tlb_remove_page((tlb), (page))
#endif

extern bool __tlb_remove_page_size(struct mmu_gather *tlb, struct page *page,
				   int page_size);

static inline void tlb_remove_page_size(struct mmu_gather *tlb,
					struct page *page, int page_size)
{
	if (__tlb_remove_page_size(tlb, page, page_size))
		tlb_flush_mmu(tlb);
}

static inline bool __tlb_remove_page(struct mmu_gather *tlb, struct page *page)
{
	return __tlb_remove_page_size(tlb, page, PAGE_SIZE);
}

/* Takes the page when nobody can reach it through a TLB any more. */
static inline void tlb_remove_page(struct mmu_gather *tlb, struct page *page)
{
	return tlb_remove_page_size(tlb, page, PAGE_SIZE);
}

static inline void tlb_change_page_size(struct mmu_gather *tlb,
					unsigned int page_size)
{
}

#ifdef CONFIG_ARCH_WANT_HUGE_PMD_SHARE
static inline void tlb_unshare_pmd_ptdesc(struct mmu_gather *tlb,
					  struct page *pt, unsigned long addr)
{
	VM_WARN_ON_ONCE(!atomic_read(&pt->pt_share_count));
	atomic_dec(&pt->pt_share_count);
	if (!atomic_read(&pt->pt_share_count))
		tlb->fully_unshared_tables = true;
}
#endif

#endif /* _FAKE_GENERIC_TLB_H */
