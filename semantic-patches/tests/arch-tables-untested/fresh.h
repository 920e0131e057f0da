/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's half is copied at once. */
static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *fresh;

	fresh = (pgd_t *)__get_free_page(GFP_KERNEL | __GFP_ZERO);
	memcpy(fresh + USER_PTRS_PER_PGD, swapper_pg_dir + USER_PTRS_PER_PGD,
	       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));
	return fresh;
}

/* The caller's test is enough. */
static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	pud_t *fresh = (pud_t *)get_zeroed_page(GFP_KERNEL);

	return fresh;
}
