// SPDX-License-Identifier: GPL-2.0-only
/* Callers belong to later steps. */
static bool make_table(struct page *page)
{
	return pgtable_pte_page_ctor(page);
}
