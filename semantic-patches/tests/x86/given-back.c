// SPDX-License-Identifier: GPL-2.0-only
/* Nothing is given back where there is nothing. */

static int given_back(struct pool *pool, bool full)
{
	pmd_t *p = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (p && !pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		p = NULL;
	}
	if (full) {
		free_page((unsigned long)p);
		return -ENOSPC;
	}
	pool->pmd = p;
	return 0;
}

static pmd_t *tested_again(int order)
{
	pmd_t *p;

	p = (pmd_t *)__get_free_pages(GFP_KERNEL, order);
	if (p == NULL || !pgtable_pmd_page_ctor(virt_to_page(p))) {
		if (p != NULL)
			free_pages((unsigned long)p, order);
		return NULL;
	}
	return p;
}
