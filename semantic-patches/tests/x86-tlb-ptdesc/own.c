// SPDX-License-Identifier: GPL-2.0-only
/* Where there is no hook. */
static inline
void paravirt_tlb_remove_table(struct mmu_gather *tlb, void *table)
{
	tlb_remove_page(tlb, table);
}
