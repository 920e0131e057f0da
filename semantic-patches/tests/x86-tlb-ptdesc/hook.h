/* SPDX-License-Identifier: GPL-2.0-only */
struct mm_struct;
struct mmu_gather;

struct pv_mmu_ops {
	void (*flush_tlb_one_user)(unsigned long addr);
	void (*tlb_remove_table)(struct mmu_gather *tlb, void *table);
	void (*other)(struct mmu_gather *tlb, void *table);
};

static inline void paravirt_tlb_remove_table(struct mmu_gather *tlb, void *table)
{
	PVOP_VCALL2(mmu.tlb_remove_table, tlb, table);
}
