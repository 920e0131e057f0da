// SPDX-License-Identifier: GPL-2.0-only
/* A pointer that is another one's by the time it is used again. */

static void read_and_set(pud_t *entry, pmd_t *given)
{
	pmd_t *table;

	table = pud_pgtable(*entry);
	note(table);
	table = given;
	free_page((unsigned long)table);
}

static int set_before_construction(pmd_t **where)
{
	pmd_t *p;

	p = (pmd_t *)__get_free_page(GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	note(p);
	p = from_mask(1);
	if (!p || !pgtable_pmd_page_ctor(virt_to_page(p)))
		return -ENOMEM;
	*where = p;
	return 0;
}

static int set_and_given_back(pmd_t **where)
{
	pmd_t *p;

	p = (pmd_t *)__get_free_page(GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	note(p);
	p = from_mask(1);
	if (!pgtable_pmd_page_ctor(virt_to_page(p))) {
		free_page((unsigned long)p);
		return -ENOMEM;
	}
	*where = p;
	return 0;
}

static int set_after_construction(pmd_t **where, pmd_t *old)
{
	pmd_t *p;

	p = (pmd_t *)__get_free_page(GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	if (!pgtable_pmd_page_ctor(virt_to_page(p)))
		return -ENOMEM;
	*where = p;
	p = old;
	free_page((unsigned long)p);
	return 0;
}

static void set_before_destruction(pmd_t *table, pmd_t *other)
{
	note(table);
	table = other;
	pgtable_pmd_page_dtor(virt_to_page(table));
	note(other);
	free_page((unsigned long)table);
}

static void set_after_destruction(pmd_t *table, pmd_t *other)
{
	pgtable_pmd_page_dtor(virt_to_page(table));
	table = other;
	free_page((unsigned long)table);
}

static void entry_after_destruction(pte_t **tables, pte_t *other)
{
	pgtable_pte_page_dtor(virt_to_page(tables[0]));
	tables[0] = other;
	free_page((unsigned long)tables[0]);
}
