// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static void free_memory(struct page *page, size_t size)
{
	WARN_ON(PageReserved(page));
	free_pages((unsigned long)page_address(page), get_order(size));
}

static void free_below(struct page *page)
{
	free_memory(page, PAGE_SIZE);
}

static void drop_leaves(pmd_t *pmdp, unsigned long addr)
{
	pte_t *ptep = pte_offset_kernel(pmdp, addr);

	pte_clear(&init_mm, addr, ptep);
	free_memory(pte_page(*ptep), PAGE_SIZE);
}

static void drop_lower(pmd_t *pmdp, unsigned long addr)
{
	pte_t *ptep;
	int i;

	ptep = pte_offset_kernel(pmdp, 0UL);
	for (i = 0; i < PTRS_PER_PTE; i++)
		if (!pte_none(ptep[i]))
			return;

	pmd_clear(pmdp);
	flush_range(addr, addr + PAGE_SIZE);
	free_below(virt_to_page(ptep));
}

static void drop_middle(pud_t *pudp, unsigned long addr)
{
	pmd_t *pmdp, pmd;

	pmdp = pmd_offset(pudp, addr);
	pmd = *pmdp;
	if (!pmd_none(pmd))
		return;

	pmdp = pmd_offset(pudp, 0UL);
	pud_clear(pudp);
	free_below(virt_to_page(pmdp));
}
