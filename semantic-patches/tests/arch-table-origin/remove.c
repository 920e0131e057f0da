// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static void __meminit free_pagetable(struct page *page, int order)
{
	if (PageReserved(page))
		free_reserved_page(page);
	else
		free_pages((unsigned long)page_address(page), order);
}

static void __meminit drop_lower(pte_t *ptes, pmd_t *pmd)
{
	int i;

	for (i = 0; i < PTRS_PER_PTE; i++)
		if (!pte_none(ptes[i]))
			return;

	free_pagetable(pmd_page(*pmd), 0);
	spin_lock(&init_mm.page_table_lock);
	pmd_clear(pmd);
	spin_unlock(&init_mm.page_table_lock);
}

static void __meminit drop_middle(pmd_t *pmds, pud_t *pud)
{
	if (!pmd_none(*pmds))
		return;

	free_pagetable(pud_page(*pud), 0);
	pud_clear(pud);
}

/* What a leaf maps. */
static void __meminit drop_leaves(pte_t *ptes, unsigned long addr)
{
	free_pagetable(pte_page(*ptes), 0);
	pte_clear(&init_mm, addr, ptes);
}

static void __meminit drop_large(pmd_t *pmd)
{
	free_pagetable(pmd_page(*pmd), PMD_ORDER);
	pmd_clear(pmd);
}

/* The entry stays: nothing says that the table goes. */
static void __meminit drop_early(pte_t *ptes, pmd_t *pmd)
{
	note(ptes);
	free_pagetable(pmd_page(*pmd), 0);
}
