/* SPDX-License-Identifier: GPL-2.0-only */
/* tlb_remove_ptdesc() takes any pointer, and calls its parameter otherwise. */
struct mmu_gather {
	struct mmu_table_batch *batch;
	unsigned long end;
};

static inline void tlb_remove_page(struct mmu_gather *tlb, struct page *page)
{
	tlb->end = !page;
}

#define tlb_remove_table(tlb, page) tlb_remove_page((tlb), (page))

static inline void tlb_remove_ptdesc(struct mmu_gather *gather, void *table)
{
	tlb_remove_table(gather, table);
}
