// SPDX-License-Identifier: GPL-2.0-only
/* A condition that allocates is a statement and a test. */

static pmd_t *condition(struct mm_struct *mm)
{
	pmd_t *p;

	if (!(p = (pmd_t *)__get_free_page(GFP_KERNEL)))
		return NULL;
	fill(p);
	return p;
}

static pgd_t *condition_true(struct mm_struct *mm)
{
	pgd_t *p;

	if ((p = (pgd_t *)get_zeroed_page(GFP_KERNEL)) != NULL) {
		fill(p);
		fill(mm);
	}
	return p;
}
