// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static void free_memory(struct page *page, size_t size)
{
	WARN_ON(PageReserved(page));
	free_pages((unsigned long)page_address(page), get_order(size));
}

/* It frees what leaves map as well. */
static void free_any(struct page *page)
{
	free_memory(page, PAGE_SIZE);
}

static void drop_lower(pmd_t *pmdp, unsigned long addr)
{
	pte_t *ptep = pte_offset_kernel(pmdp, addr);

	free_any(pte_page(*ptep));
	pte_clear(&init_mm, addr, ptep);
	pmd_clear(pmdp);
	free_any(virt_to_page(ptep));
}
