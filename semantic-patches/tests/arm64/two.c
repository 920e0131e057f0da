// SPDX-License-Identifier: GPL-2.0-only
/* Two tables are destructed in one function. */

static void drop_two(struct mmu_gather *tlb, struct page *a, struct page *b)
{
	pgtable_pte_page_dtor(a);
	pgtable_pte_page_dtor(b);
	__free_page(a);
	__free_page(b);
}
