// SPDX-License-Identifier: GPL-2.0-only
const struct paravirt_patch_template guest_mmu_ops = {
	.mmu = {
		.flush_tlb_multi = guest_flush_tlb_multi,
		.tlb_remove_table = tlb_remove_table,
	},
};

void guest_init(void)
{
	pv_ops.mmu.flush_tlb_multi = guest_flush_tlb_multi;
	pv_ops.mmu.tlb_remove_table = tlb_remove_table;
}

/* A call is not a hook. */
void guest_free(struct mmu_gather *tlb, void *tagged)
{
	tlb_remove_table(tlb, tagged);
}
