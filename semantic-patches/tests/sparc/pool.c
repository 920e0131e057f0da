// SPDX-License-Identifier: GPL-2.0-only
/* Memory of a pool that is counted as pages: only what makes it a table changes. */

static pte_t *from_pool(struct mm_struct *mm)
{
	struct page *page;
	pte_t *pte = take(mm);

	page = pfn_to_page(__pool_pa(pte) >> PAGE_SHIFT);
	if (page_ref_inc_return(page) == 2 && !pgtable_pte_page_ctor(page)) {
		page_ref_dec(page);
		pte = NULL;
	}
	return pte;
}

static void to_pool(pte_t *pte)
{
	struct page *page;

	page = pfn_to_page(__pool_pa(pte) >> PAGE_SHIFT);
	if (page_ref_dec_return(page) == 1)
		pgtable_pte_page_dtor(page);
	give(pte);
}

static bool shared(struct page *page)
{
	get_page(page);
	return pgtable_pmd_page_ctor(page);
}

static void unshared(struct page *page)
{
	pgtable_pmd_page_dtor(page);
	put_page(page);
}
