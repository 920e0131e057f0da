// SPDX-License-Identifier: GPL-2.0-only
struct paravirt_patch_template pv_ops = {
	.mmu.flush_tlb_one_user	= native_flush_tlb_one_user,
	.mmu.tlb_remove_table	=
			(void (*)(struct mmu_gather *, void *))tlb_remove_page,

	.mmu.exit_mmap		= paravirt_nop,
};
