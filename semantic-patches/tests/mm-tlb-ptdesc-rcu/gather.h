/* SPDX-License-Identifier: GPL-2.0-only */
/*
 *  - tlb_remove_table()
 *
 *    frees a directory.
 *
 *    See also MMU_GATHER_TABLE_FREE and MMU_GATHER_RCU_TABLE_FREE.
 *
 *  - tlb_remove_page()
 */
struct mmu_gather {
	struct mm_struct	*mm;

#ifdef CONFIG_MMU_GATHER_TABLE_FREE
	struct mmu_table_batch	*batch;
#endif

	unsigned long		start;
	unsigned int		freed_tables : 1;
};

static inline void tlb_remove_page(struct mmu_gather *tlb, struct page *page)
{
	tlb->freed_tables = !page;
}

#define tlb_remove_table(tlb, page) tlb_remove_page((tlb), (page))

/**
 * tlb_remove_ptdesc - Free a table.
 * @tlb: The gather.
 * @pt: Descriptor of the table.
 */
static inline void tlb_remove_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt)
{
	tlb_remove_table(tlb, ptdesc_page(pt));
}

static inline void tlb_remove_page_ptdesc(struct mmu_gather *tlb,
					  struct ptdesc *pt)
{
	tlb_remove_page(tlb, ptdesc_page(pt));
}
