// SPDX-License-Identifier: GPL-2.0-only
/* Two tables in one function, declared. */

static int two_in_one(pmd_t **where)
{
	pmd_t *p = (pmd_t *)__get_free_page(GFP_KERNEL);
	pmd_t *q = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!p || !pgtable_pmd_page_ctor(virt_to_page(p)))
		return -ENOMEM;
	if (!q || !pgtable_pmd_page_ctor(virt_to_page(q)))
		return -ENOMEM;
	where[0] = p;
	where[1] = q;
	return 0;
}
