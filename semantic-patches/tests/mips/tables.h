/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables of more than one page: the order stays what it is. */

static inline void pgd_free(struct mm_struct *mm, pgd_t *root)
{
	free_pages((unsigned long)root, PGD_TABLE_ORDER);
}

#define __give_pte(tlb,table,address)			\
do {							\
	pgtable_pte_page_dtor(table);			\
	tlb_remove_page((tlb), table);			\
} while (0)

static inline pmd_t *take_pmd(struct mm_struct *mm, unsigned long address)
{
	pmd_t *entries;
	struct page *sheet;

	sheet = alloc_pages(GFP_KERNEL_ACCOUNT, PMD_TABLE_ORDER);
	if (!sheet)
		return NULL;

	if (!pgtable_pmd_page_ctor(sheet)) {
		__free_pages(sheet, PMD_TABLE_ORDER);
		return NULL;
	}

	entries = (pmd_t *)page_address(sheet);
	set_all((unsigned long)entries, (unsigned long)no_ptes);
	return entries;
}

static inline pud_t *take_pud(struct mm_struct *mm, unsigned long address)
{
	pud_t *entries;

	entries = (pud_t *) __get_free_pages(GFP_KERNEL, PUD_TABLE_ORDER);
	if (entries)
		set_all((unsigned long)entries, (unsigned long)no_pmds);
	return entries;
}
