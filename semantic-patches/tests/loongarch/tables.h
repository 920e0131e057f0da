/* SPDX-License-Identifier: GPL-2.0-only */
/* The generic code frees the tables that these allocate. */

#define __give_pte(tlb, table, address)			\
do {							\
	pgtable_pte_page_dtor(table);			\
	tlb_remove_page((tlb), table);			\
} while (0)

#ifndef __PAGETABLE_PMD_FOLDED

static inline pmd_t *take_pmd(struct mm_struct *mm, unsigned long address)
{
	pmd_t *entries;
	struct page *sheet;

	sheet = alloc_page(GFP_KERNEL_ACCOUNT);
	if (!sheet)
		return NULL;

	if (!pgtable_pmd_page_ctor(sheet)) {
		__free_page(sheet);
		return NULL;
	}

	entries = (pmd_t *)page_address(sheet);
	set_all((unsigned long)entries, (unsigned long)no_ptes);
	return entries;
}

#endif

#ifndef __PAGETABLE_PUD_FOLDED

static inline pud_t *take_pud(struct mm_struct *mm, unsigned long address)
{
	pud_t *entries;

	entries = (pud_t *) __get_free_page(GFP_KERNEL);
	if (entries)
		set_all((unsigned long)entries, (unsigned long)no_pmds);
	return entries;
}

#endif

/* Nobody frees this as a page table. */
static inline void *take_buffer(void)
{
	return (void *)__get_free_page(GFP_KERNEL);
}
