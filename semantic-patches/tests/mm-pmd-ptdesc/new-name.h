/* SPDX-License-Identifier: GPL-2.0-only */
static inline struct page *pmd_pgtable_page(pmd_t *pmd)
{
	unsigned long mask = ~(PTRS_PER_PMD * sizeof(pmd_t) - 1);
	return virt_to_page((void *)((unsigned long) pmd & mask));
}

static inline spinlock_t *lock_of(struct mm_struct *mm, pmd_t *pmd)
{
	return ptlock_ptr(pmd_pgtable_page(pmd));
}

#define pmd_huge_pte(mm, pmd)			\
	(pmd_pgtable_page(pmd)->pmd_huge_pte)
