/* SPDX-License-Identifier: GPL-2.0-only */
/* Without table batches, tlb_remove_table() takes the descriptor too. */
struct mmu_gather {
#ifdef CONFIG_MMU_GATHER_TABLE_FREE
	struct mmu_table_batch	*batch;
#endif
	unsigned long		end;
};

static inline void tlb_remove_page(struct mmu_gather *tlb, struct page *page)
{
	tlb->end = !page;
}

#ifdef CONFIG_MMU_GATHER_TABLE_FREE
void tlb_remove_table(struct mmu_gather *tlb, void *table);
#else
static inline void tlb_remove_table(struct mmu_gather *tlb, void *table)
{
	struct ptdesc *ptdesc = (struct ptdesc *)table;

	pagetable_dtor(ptdesc);
	tlb_remove_page(tlb, ptdesc_page(ptdesc));
}
#endif

static inline void tlb_remove_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt)
{
	tlb_remove_table(tlb, pt);
}
