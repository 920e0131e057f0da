/* SPDX-License-Identifier: GPL-2.0 */
extern pgd_t *root_table(struct mm_struct *mm);

#define gather_table(gather, table, addr)			\
	do {							\
		pgtable_pte_page_dtor(table);			\
		tlb_remove_page((gather), (table));		\
	} while (0)

/* Removed as a table, in a function with a local of its own. */
static inline void gather_inline(struct mmu_gather *gather, pgtable_t table,
				 unsigned long addr)
{
	unsigned long start = addr & PMD_MASK;

	pgtable_pte_page_dtor(table);
	adjust_range(gather, start, PMD_SIZE);
	tlb_remove_table(gather, table);
}

static inline void gather_middle(struct mmu_gather *gather, pmd_t *table)
{
#ifdef CONFIG_MIDDLE
	struct page *page = virt_to_page(table);

	pgtable_pmd_page_dtor(page);
	tlb_remove_table(gather, page);
#endif
}

static inline void gather_upper(struct mmu_gather *gather, pud_t *table)
{
	tlb_remove_table(gather, virt_to_page(table));
}
