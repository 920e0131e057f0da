// SPDX-License-Identifier: GPL-2.0-only
/* The chain is there, in another form. */
#ifdef CONFIG_MMU_GATHER_TABLE_FREE
void tlb_chain_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt)
{
	pt->pt_chain = tlb->ptdescs;
	tlb->ptdescs = pt;
}

static void tlb_table_flush(struct mmu_gather *tlb)
{
	struct mmu_table_batch **batch = &tlb->batch;

	if (*batch) {
		tlb_remove_table_free(*batch);
		*batch = NULL;
	}
}

static inline void tlb_table_init(struct mmu_gather *tlb)
{
	tlb->batch = NULL;
}
#endif
