// SPDX-License-Identifier: GPL-2.0-only
/* Two tables in one function, constructed. */

static int twice(pmd_t **where, pmd_t **there)
{
	pmd_t *p, *q;

	p = (pmd_t *)__get_free_page(GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	if (!pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		return -ENOMEM;
	}
	q = (pmd_t *)__get_free_page(GFP_KERNEL);
	if (!q) {
		pgtable_pmd_page_dtor(virt_to_page(p));
		free_page((unsigned long)p);
		return -ENOMEM;
	}
	if (!pgtable_pmd_page_ctor(virt_to_page(q))) {
		free_page((unsigned long)q);
		pgtable_pmd_page_dtor(virt_to_page(p));
		free_page((unsigned long)p);
		return -ENOMEM;
	}
	*where = p;
	*there = q;
	return 0;
}
