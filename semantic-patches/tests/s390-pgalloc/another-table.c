// SPDX-License-Identifier: GPL-2.0-only
/* A descriptor that is another table's by the time the first one is freed. */

static void drop_first(unsigned long *table, unsigned long *other)
{
	struct page *pg = virt_to_page(table);

	pgtable_pmd_page_dtor(pg);
	pg = virt_to_page(other);
	pgtable_pmd_page_dtor(pg);
	free_pages((unsigned long)table, CRST_ALLOC_ORDER);
}
