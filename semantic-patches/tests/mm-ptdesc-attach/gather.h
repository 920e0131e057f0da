/* SPDX-License-Identifier: GPL-2.0-only */
void tlb_chain_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt);

static inline void tlb_remove_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt)
{
	if (flush_needs_no_ipi())
		tlb_chain_ptdesc(tlb, pt);
	else
		tlb_remove_table(tlb, ptdesc_page(pt));
}

static inline void tlb_remove_page_ptdesc(struct mmu_gather *tlb,
					  struct ptdesc *pt)
{
	tlb_remove_page(tlb, ptdesc_page(pt));
}

/* A page that stays one. */
static inline void tlb_show_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt)
{
	show_page(ptdesc_page(pt));
}
