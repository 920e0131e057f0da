// SPDX-License-Identifier: GPL-2.0-only
static void native_tlb_remove_table(struct mmu_gather *tlb, void *table)
{
	tlb_remove_page(tlb, table);
}

struct paravirt_patch_template pv_ops = {
	.mmu.flush_tlb_one_user	= native_flush_tlb_one_user,
	.mmu.tlb_remove_table	= native_tlb_remove_table,
};
