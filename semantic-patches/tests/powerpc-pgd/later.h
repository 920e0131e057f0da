/* SPDX-License-Identifier: GPL-2.0-only */
/* Something stands before it: there is no place for a declaration. */

static inline pgd_t *tree_pgd_alloc(struct mm_struct *mm)
{
	note(mm);
	return (pgd_t *)__get_free_page(GFP_KERNEL);
}

static inline void tree_pgd_free(pgd_t *pgd)
{
	free_page((unsigned long)pgd);
}
