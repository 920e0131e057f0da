// SPDX-License-Identifier: GPL-2.0-only
/* Who still asks for the page gets it from the descriptor. */

static unsigned long place_of(pmd_t *pmd)
{
	return page_to_pfn(pmd_pgtable_page(pmd));
}

static struct ptdesc *table_of(pmd_t *pmd)
{
	return page_ptdesc(pmd_pgtable_page(pmd));
}

static struct ptdesc *old_table_of(pmd_t *pmd)
{
	return page_ptdesc(pmd_to_page(pmd));
}
