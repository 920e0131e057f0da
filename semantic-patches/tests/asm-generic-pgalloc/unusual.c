// SPDX-License-Identifier: GPL-2.0-only
/* Flows that are rarer than others. */

/* A block that leaves is as good as a statement. */
pgd_t *complaint(void)
{
	pgd_t *fresh = (pgd_t *)__get_free_page(GFP_KERNEL);

	if (!fresh) {
		count_failure();
		return NULL;
	}

	return fresh;
}

int condition(pud_t *where)
{
	pmd_t *fresh;

	if (!(fresh = (pmd_t *)get_zeroed_page(GFP_KERNEL)))
		return -ENOMEM;
	pud_populate(&init_mm, where, fresh);
	return 0;
}

static pgd_t *never_highmem(gfp_t gfp)
{
	pgd_t *p;

	p = (pgd_t *)__get_free_page(gfp & ~__GFP_HIGHMEM);
	if (!p)
		return NULL;
	fill(p);
	return p;
}

static pud_t *never_highmem_order(gfp_t gfp, int order)
{
	pud_t *p;

	p = (pud_t *)__get_free_pages(gfp & ~__GFP_HIGHMEM, order);
	if (!p)
		return NULL;
	fill(p);
	return p;
}
