/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables on their way to the mmu_gather. */

static inline void __free_later(void *_table)
{
	free_page_and_swap_cache((struct page *)_table);
}

static inline void __give_pte(struct mmu_gather *tlb, pgtable_t table,
			      unsigned long addr)
{
	pgtable_pte_page_dtor(table);
	tlb_remove_table(tlb, table);
}

#if CONFIG_PGTABLE_LEVELS > 2
static inline void __give_pmd(struct mmu_gather *tlb, pmd_t *table,
			      unsigned long addr)
{
	struct page *sheet = virt_to_page(table);

	pgtable_pmd_page_dtor(sheet);
	tlb_remove_table(tlb, sheet);
}
#endif

#if CONFIG_PGTABLE_LEVELS > 3
static inline void __give_pud(struct mmu_gather *tlb, pud_t *table,
			      unsigned long addr)
{
	tlb_remove_table(tlb, virt_to_page(table));
}
#endif
