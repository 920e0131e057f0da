// SPDX-License-Identifier: GPL-2.0-only
/* A parameter keeps its type: its callers have a page. */

static pmd_t *into_parameter(struct page *sheet)
{
	pmd_t *pmd;

	sheet = alloc_page(GFP_KERNEL);
	pmd = page_address(sheet);
	return pmd;
}
