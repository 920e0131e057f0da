// SPDX-License-Identifier: GPL-2.0-only
/* Tables that no local names. */

#define drop_pte_macro(table, pte)			\
do {							\
	pgtable_pte_page_dtor(pte);			\
	give((table), pte);				\
} while (0)

static bool made(phys_addr_t pa, unsigned long where, pmd_t **pmds, int i)
{
	if (i == 0)
		return pgtable_pte_page_ctor(phys_to_page(pa));
	if (i == 1)
		return pgtable_pte_page_ctor(virt_to_page(where));
	if (i == 2)
		return pgtable_pte_page_ctor(virt_to_page(pmds[i]));
	if (i == 3)
		return pgtable_pte_page_ctor(ptdesc_page(known(i)));
	if (i == 4)
		return pgtable_pmd_page_ctor(phys_to_page(pa));
	if (i == 5)
		return pgtable_pmd_page_ctor(virt_to_page(where));
	if (i == 6)
		return pgtable_pmd_page_ctor(virt_to_page(pmds[i]));
	return pgtable_pmd_page_ctor(ptdesc_page(known(i)));
}

static void unmade(phys_addr_t pa, unsigned long where, pmd_t **pmds, int i)
{
	pgtable_pte_page_dtor(phys_to_page(pa));
	pgtable_pte_page_dtor(virt_to_page(where));
	pgtable_pte_page_dtor(virt_to_page(pmds[i]));
	pgtable_pte_page_dtor(ptdesc_page(known(i)));
	pgtable_pmd_page_dtor(phys_to_page(pa));
	pgtable_pmd_page_dtor(virt_to_page(where));
	pgtable_pmd_page_dtor(virt_to_page(pmds[i]));
	pgtable_pmd_page_dtor(ptdesc_page(known(i)));
}

static void set_owner(pgd_t *pgd, struct mm_struct *mm)
{
	virt_to_page(pgd)->pt_mm = mm;
}

static struct mm_struct *get_owner(struct page *page)
{
	return page->pt_mm;
}
