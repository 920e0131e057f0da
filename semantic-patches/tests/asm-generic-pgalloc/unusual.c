// SPDX-License-Identifier: GPL-2.0-only
/* Flows that keep their tests, because no simpler form says the same. */

pgd_t *with_else(void)
{
	pgd_t *fresh;

	fresh = (pgd_t *)__get_free_page(GFP_KERNEL);
	if (!fresh)
		return NULL;
	else
		fill(fresh);
	return fresh;
}

/* Leaving early would keep the lock. */
pgd_t *locked(void)
{
	pgd_t *fresh;

	spin_lock(&lock);
	fresh = (pgd_t *)__get_free_page(GFP_KERNEL);
	spin_unlock(&lock);
	return fresh;
}

pgd_t *two_blocks(void)
{
	pgd_t *fresh;

	fresh = (pgd_t *)__get_free_page(GFP_KERNEL);
	if (fresh) {
		fill(fresh);
	} else {
		count_failure();
	}
	return fresh;
}

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

/* But not one that goes elsewhere. */
pgd_t *complaint_elsewhere(void)
{
	pgd_t *fresh;

	fresh = (pgd_t *)__get_free_page(GFP_KERNEL);
	if (!fresh) {
		count_failure();
		goto out;
	}
	fill(fresh);
out:
	return fresh;
}

int loop(p4d_t *where)
{
	pud_t *fresh;

	while (missing(where)) {
		fresh = (pud_t *)get_zeroed_page(GFP_KERNEL);
		if (!fresh)
			break;
		p4d_populate(&init_mm, where, fresh);
	}
	return 0;
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
