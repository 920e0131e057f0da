/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables on their way to the mmu_gather. */

static inline void __free_later(void *_table)
{
	free_page_and_swap_cache((struct page *)_table);
}

static inline void
__give_pte(struct mmu_gather *tlb, pgtable_t table, unsigned long addr)
{
	pgtable_pte_page_dtor(table);

#ifndef CONFIG_ARM_LPAE
	/*
	 * Two entries of the level above point here.
	 */
	addr = (addr & PMD_MASK) + SZ_1M;
	__adjust(tlb, addr - PAGE_SIZE, 2 * PAGE_SIZE);
#endif

	tlb_remove_table(tlb, table);
}

static inline void
__give_pmd(struct mmu_gather *tlb, pmd_t *table, unsigned long addr)
{
#ifdef CONFIG_ARM_LPAE
	struct page *sheet = virt_to_page(table);

	pgtable_pmd_page_dtor(sheet);
	tlb_remove_table(tlb, sheet);
#endif
}

/* The page here belongs to a file. */
static inline void __give_data(struct mmu_gather *tlb, struct page *data)
{
	tlb_remove_page(tlb, data);
}
