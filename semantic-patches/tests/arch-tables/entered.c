// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

pmd_t *walk(pud_t *pud, unsigned long addr)
{
	gfp_t gfp = (GFP_KERNEL | __GFP_ZERO);

	if (pud_none(*pud)) {
		unsigned long new_pmd_page = __get_free_page(gfp);
		if (!new_pmd_page)
			return NULL;

		set_pud(pud, __pud(_KERNPG_TABLE | __pa(new_pmd_page)));
	}
	return pmd_offset(pud, addr);
}

/* Two of them, one by a name that is taken without the page in it. */
pte_t *walk_both(pud_t *pud, unsigned long addr)
{
	pmd_t *pmd;

	if (pud_none(*pud)) {
		unsigned long pmd_page = get_zeroed_page(GFP_KERNEL);

		if (!pmd_page)
			return NULL;
		if (busy(pud)) {
			free_page(pmd_page);
			return NULL;
		}
		set_pud(pud, __pud(_KERNPG_TABLE | __pa(pmd_page)));
	}
	pmd = pmd_offset(pud, addr);
	if (pmd_none(*pmd)) {
		unsigned long table = get_zeroed_page(GFP_KERNEL);

		if (!table)
			return NULL;
		set_pmd(pmd, __pmd(_KERNPG_TABLE | __pa(table)));
	}
	return pte_offset_kernel(pmd, addr);
}

/* The address is used for something else, too. */
int fill(pmd_t *pmd)
{
	unsigned long table = get_zeroed_page(GFP_KERNEL);

	if (!table)
		return -ENOMEM;
	note(table);
	set_pmd(pmd, __pmd(_KERNPG_TABLE | __pa(table)));
	return 0;
}

/* Memory that goes into no entry. */
unsigned long data(void)
{
	unsigned long page = get_zeroed_page(GFP_KERNEL);

	if (!page)
		return 0;
	return __pa(page);
}

/* An entry of a page: it is a table, for its entries were set. */
int split(pmd_t *pmd, unsigned long value)
{
	struct page *pte_page;
	pte_t *pte;

	pte_page = alloc_page(GFP_KERNEL);
	if (!pte_page)
		return -ENOMEM;
	pte = (pte_t *)page_address(pte_page);
	set_all(pte, value);
	set_pmd(pmd, __pmd(page_to_pfn(pte_page)));
	return 0;
}

int split_phys(pmd_t *pmd, unsigned long value)
{
	struct page *page = alloc_page(GFP_KERNEL);
	pte_t *pte;

	if (!page)
		return -ENOMEM;
	pte = (pte_t *)page_address(page);
	set_all(pte, value);
	set_pmd(pmd, __pmd(page_to_phys(page)));
	return 0;
}
