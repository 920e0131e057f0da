// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <asm/pgalloc.h>

/* A large entry becomes a table: `page` is where that is. */
static int fill_smaller(pmd_t *large, unsigned long address, struct page *page)
{
	pte_t *ptes = (pte_t *)page_address(page);
	int n;

	if (!pmd_large(*large))
		return 1;
	paravirt_alloc_pte(&init_mm, page_to_pfn(page));
	for (n = 0; n < PTRS_PER_PTE; n++)
		set_pte(ptes + n, smaller_entry(*large, address, n));
	set_pmd(large, __pmd(page_to_phys(page) | _KERNPG_TABLE));
	return 0;
}

int split_large(pmd_t *large, unsigned long address)
{
	struct page *page;

	page = alloc_pages(GFP_KERNEL, 0);
	if (!page)
		return -ENOMEM;
	if (fill_smaller(large, address, page))
		__free_page(page);
	return 0;
}
