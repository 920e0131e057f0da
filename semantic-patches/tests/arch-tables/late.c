// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

phys_addr_t alloc_pud_late(unsigned long va)
{
	unsigned long vaddr;

	vaddr = __get_free_page(GFP_KERNEL);
	BUG_ON(!vaddr);
	return __pa(vaddr);
}

phys_addr_t late_pmd_alloc(void)
{
	unsigned long page = get_zeroed_page(GFP_KERNEL);

	if (!page)
		return 0;
	return __pa(page);
}

/* The name says of no table. */
phys_addr_t alloc_update_late(void)
{
	unsigned long vaddr = __get_free_page(GFP_KERNEL);

	BUG_ON(!vaddr);
	return __pa(vaddr);
}

/* Somebody else gets the memory. */
phys_addr_t alloc_p4d_noted(void)
{
	unsigned long vaddr = __get_free_page(GFP_KERNEL);

	note_address((void *)vaddr);
	return __pa(vaddr);
}

/* Memory of the boot has no descriptor that may be freed. */
void free_pud_late(p4d_t *p4d)
{
	struct page *page = p4d_page(*p4d);

	if (PageReserved(page))
		free_reserved_page(page);
	else
		free_pages((unsigned long)page_address(page), 0);
}

void free_pmd_late(pud_t *pud)
{
	struct page *page = pud_page(*pud);

	if (PageReserved(page)) {
		free_reserved_page(page);
		return;
	}
	__free_page(page);
}

void free_pte_late(pmd_t *pmd)
{
	struct page *page = pmd_page(*pmd);

	if (PageReserved(page))
		free_reserved_page(page);
	else
		free_page((unsigned long)page_address(page));
}

void free_p4d_late(pgd_t *pgd)
{
	struct page *page = pgd_page(*pgd);

	if (PageReserved(page))
		free_reserved_page(page);
	else
		__free_pages(page, 0);
}

/* What a leaf maps is data, and has another order. */
void free_leaf(pmd_t *pmd, unsigned int order)
{
	struct page *page = pmd_page(*pmd);

	if (PageReserved(page))
		free_reserved_page(page);
	else
		free_pages((unsigned long)page_address(page), order);
}

/* Nobody asks where the memory comes from. */
void free_data(pte_t *pte)
{
	struct page *page = pte_page(*pte);

	if (PageReserved(page))
		free_reserved_page(page);
	else
		__free_page(page);
}
