// SPDX-License-Identifier: GPL-2.0-only
/* Several tables in one declaration stay pages. */

static pmd_t *both(pmd_t **other)
{
	struct page *one = alloc_page(GFP_KERNEL), *two = alloc_page(GFP_KERNEL);
	pmd_t *pmd;

	pmd = page_address(one);
	*other = (pmd_t *)page_address(two);
	return pmd;
}

static pmd_t *only_one(void **data)
{
	struct page *one = alloc_page(GFP_KERNEL), *other = alloc_page(GFP_KERNEL);
	pmd_t *pmd;

	pmd = page_address(one);
	*data = page_address(other);
	return pmd;
}
