// SPDX-License-Identifier: GPL-2.0-only
/* With an order and without, a table is freed in one way. */

static void by_order(pgtable_t pte, int order)
{
	pgtable_pte_page_dtor(pte);
	if (order > 0)
		__free_pages(pte, order);
	else
		__free_page(pte);
}

static void by_flag(void *table, int order)
{
	struct page *page = virt_to_page(table);
	bool more = order == 1;

	pgtable_pmd_page_dtor(page);
	if (more)
		__free_pages(page, 1);
	else
		__free_page(page);
}

/* Who is asked does something else as well. */
static void by_answer(pgtable_t pte, int order)
{
	pgtable_pte_page_dtor(pte);
	if (larger(pte))
		__free_pages(pte, order);
	else
		__free_page(pte);
}

/* The two are not freed by both arms. */
static void one_of_two(void *low, void *high, bool which)
{
	struct page *page = virt_to_page(low);
	struct page *upper = virt_to_page(high);

	pgtable_pte_page_dtor(page);
	pgtable_pmd_page_dtor(upper);
	if (which)
		__free_page(page);
	else
		__free_page(upper);
}

/* The flag is asked again. */
static int asked_again(void *table, int order)
{
	struct page *page = virt_to_page(table);
	bool more = order == 1;

	pgtable_pmd_page_dtor(page);
	if (more)
		__free_pages(page, 1);
	else
		__free_page(page);
	return more;
}
