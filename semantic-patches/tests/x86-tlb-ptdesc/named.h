/* SPDX-License-Identifier: GPL-2.0-only */
/* The descriptor is declared already. */
struct mmu_gather;
struct ptdesc;

struct pv_mmu_ops {
	void (*tlb_remove_table)(struct mmu_gather *tlb, void *table);
};
