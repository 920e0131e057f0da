// SPDX-License-Identifier: GPL-2.0-only
static int deposited(pmd_t *pmd)
{
	struct page *head = pmd_to_page(pmd);

	if (pmd_to_page(pmd)->pmd_huge_pte)
		return 1;
	return page_count(head) + page_count(pmd_to_page(pmd + 1));
}

/* The page that a leaf maps is data: pmd_page() is another function. */
static struct page *mapped(pmd_t *pmd)
{
	return pmd_page(*pmd);
}
