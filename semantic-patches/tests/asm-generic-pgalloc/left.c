// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where no simple flow says the same, the table stays a page, and what frees a
 * table of its level does.
 */

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

/* The test goes somewhere else. */
pmd_t *elsewhere(int order)
{
	pmd_t *fresh = (pmd_t *)__get_free_pages(GFP_DMA, order);

	if (!fresh)
		goto out;
	prepare(fresh);
out:
	return fresh;
}

/* A member. */
static int member(struct context *c)
{
	c->root = (pgd_t *)get_zeroed_page(GFP_KERNEL_ACCOUNT);
	if (!c->root)
		return -ENOMEM;
	return 0;
}

static inline pgd_t *ladder_first(struct mm_struct *mm)
{
#ifdef CONFIG_64K
	return (pgd_t *)__get_free_page(pgtable_gfp_flags(mm, PGALLOC_GFP));
#else
	struct page *page;

	page = alloc_pages(pgtable_gfp_flags(mm, PGALLOC_GFP), 4);
	if (!page)
		return NULL;
	return (pgd_t *)page_address(page);
#endif
}

void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	free_page((unsigned long)pgd);
}

static int condition_member(struct mm_struct *mm)
{
	if (!(mm->pgd = (pgd_t *)get_zeroed_page(GFP_KERNEL)))
		return -ENOMEM;
	return 0;
}
