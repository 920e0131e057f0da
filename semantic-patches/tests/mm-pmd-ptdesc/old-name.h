/* SPDX-License-Identifier: GPL-2.0-only */
#if USE_SPLIT_PMD_PTLOCKS

static struct page *pmd_to_page(pmd_t *entry)
{
	unsigned long mask = ~(PTRS_PER_PMD * sizeof(pmd_t) - 1);
	return virt_to_page((void *)((unsigned long) entry & mask));
}

static inline spinlock_t *lock_of(struct mm_struct *mm, pmd_t *pmd)
{
	return ptlock_ptr(pmd_to_page(pmd));
}

#define pmd_huge_pte(mm, pmd) (pmd_to_page(pmd)->pmd_huge_pte)

#else

#define pmd_huge_pte(mm, pmd) ((mm)->pmd_huge_pte)

#endif
