/* SPDX-License-Identifier: GPL-2.0-only */
/* One of several ways to allocate is not known: what frees cannot tell. */

static inline pgd_t *tree_pgd_alloc(struct mm_struct *mm)
{
	return (pgd_t *)__get_free_page(GFP_KERNEL);
}

static inline pgd_t *early_pgd_alloc(struct mm_struct *mm)
{
	pgd_t *pgd = (pgd_t *)get_zeroed_page(GFP_KERNEL);

	note(pgd);
	return pgd;
}

static inline void tree_pgd_free(pgd_t *pgd)
{
	free_page((unsigned long)pgd);
}
