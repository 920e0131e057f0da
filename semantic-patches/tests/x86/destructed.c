// SPDX-License-Identifier: GPL-2.0-only
/* Tables that are destructed and freed by address. */

static void parameter(pmd_t *table)
{
	BUG_ON((unsigned long)table & ~PAGE_MASK);
	pgtable_pmd_page_dtor(virt_to_page(table));
	free_page((unsigned long)table);
}

static void parameter_of_order(pte_t *table, int order)
{
	pgtable_pte_page_dtor(virt_to_page(table));
	free_pages((unsigned long)table, order);
}

static void in_a_block(pte_t **tables)
{
	while (*tables) {
		pgtable_pte_page_dtor(virt_to_page(*tables));
		free_page((unsigned long)*tables);
		tables++;
	}
}

static void far_apart(pte_t **tables, int order)
{
	note(tables);
	pgtable_pte_page_dtor(virt_to_page(tables[0]));
	note(tables);
	free_pages((unsigned long)tables[0], order);
}

static void parameter_among_locals(pmd_t *table)
{
	int i = 0;

	note(i);
	pgtable_pmd_page_dtor(virt_to_page(table));
	free_page((unsigned long)table);
}
