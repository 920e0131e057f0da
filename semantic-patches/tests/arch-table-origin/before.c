// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static void free_memory(struct page *page, size_t size)
{
	WARN_ON(PageReserved(page));
	free_pages((unsigned long)page_address(page), get_order(size));
}

static void free_other(struct page *page)
{
	free_memory(page, PAGE_SIZE);
}

/* The entry stays: what is freed is another table by then. */
static void change_lower(pmd_t *pmdp, pte_t *known, unsigned long addr)
{
	pte_t *ptep = pte_offset_kernel(pmdp, addr);

	note(ptep);
	pmd_clear(pmdp);
	ptep = known;
	free_other(virt_to_page(ptep));
}
