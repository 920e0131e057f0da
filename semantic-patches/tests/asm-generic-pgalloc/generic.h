/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_GENERIC_H
#define TEST_GENERIC_H

#ifdef CONFIG_MMU

/**
 * low_table_get - allocate a page for PTE-level kernel page table
 * @mm: unused
 *
 * Return: pointer to the allocated memory or %NULL on error
 */
static inline pte_t *low_table_get(struct mm_struct *mm)
{
	return (pte_t *)__get_free_page(GFP_PGTABLE_KERNEL);
}

/**
 * pte_free_kernel - free PTE-level kernel page table page
 * @mm: unused
 * @first: pointer to the memory containing the page table
 */
static inline void pte_free_kernel(struct mm_struct *mm, pte_t *first)
{
	free_page((unsigned long)first);
}

/**
 * user_table_get - allocate a page for PTE-level user page table
 * @mm: unused
 * @flags: may include __GFP_HIGHMEM
 *
 * Allocates a page and runs the pgtable_pte_page_ctor().
 *
 * Return: `struct page` initialized as page table or %NULL on error
 */
static inline pgtable_t user_table_get(struct mm_struct *mm, gfp_t flags)
{
	struct page *p;

	p = alloc_page(flags);
	if (!p)
		return NULL;
	if (!pgtable_pte_page_ctor(p)) {
		__free_page(p);
		return NULL;
	}

	return p;
}

/*
 * A page table that nobody uses could be found by a
 * reference count in struct page.
 */

/**
 * user_table_put - free PTE-level user page table page
 * @mm: unused
 * @table: the `struct page` representing the page table
 */
static inline void user_table_put(struct mm_struct *mm, struct page *table)
{
	pgtable_pte_page_dtor(table);
	__free_page(table);
}

#if CONFIG_PGTABLE_LEVELS > 2

/**
 * middle_get - allocate a page for PMD-level page table
 * @mm: decides who pays
 *
 * Allocates a page and runs the pgtable_pmd_page_ctor().
 *
 * Return: pointer to the allocated memory or %NULL on error
 */
static inline pmd_t *middle_get(struct mm_struct *mm)
{
	struct page *new;
	gfp_t flags = GFP_PGTABLE_USER;

	if (mm == &init_mm)
		flags = GFP_PGTABLE_KERNEL;
	new = alloc_pages(flags, 0);
	if (!new)
		return NULL;
	if (!pgtable_pmd_page_ctor(new)) {
		__free_pages(new, 0);
		return NULL;
	}
	return (pmd_t *)page_address(new);
}

static inline void middle_put(struct mm_struct *mm, pmd_t *table)
{
	BUG_ON((unsigned long)table & (PAGE_SIZE-1));
	pgtable_pmd_page_dtor(virt_to_page(table));
	free_page((unsigned long)table);
}

#endif

#if CONFIG_PGTABLE_LEVELS > 3

/**
 * upper_get - allocate a page for PUD-level page table
 * @mm: decides who pays
 *
 * Allocates a page using %GFP_PGTABLE_USER for user context.
 */
static inline pud_t *upper_get(struct mm_struct *mm)
{
	gfp_t flags = GFP_PGTABLE_USER;

	if (mm == &init_mm)
		flags = GFP_PGTABLE_KERNEL;
	return (pud_t *)get_zeroed_page(flags);
}

static inline void __pud_free(struct mm_struct *mm, pud_t *table)
{
	BUG_ON((unsigned long)table & (PAGE_SIZE-1));
	free_page((unsigned long)table);
}

#endif

#ifndef __HAVE_ARCH_TOP_PUT
static inline void pgd_free(struct mm_struct *mm, pgd_t *table)
{
	free_page((unsigned long)table);
}
#endif

#endif /* CONFIG_MMU */

#endif
