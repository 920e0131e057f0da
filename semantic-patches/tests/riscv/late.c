// SPDX-License-Identifier: GPL-2.0-only
/* Tables for mappings that are made late. */

static phys_addr_t __init take_pte(uintptr_t va)
{
	unsigned long where;

	where = __get_free_page(GFP_KERNEL);
	BUG_ON(!where || !pgtable_pte_page_ctor(virt_to_page(where)));

	return __pa(where);
}

static phys_addr_t __init take_pmd(uintptr_t va)
{
	unsigned long where;

	where = __get_free_page(GFP_KERNEL);
	BUG_ON(!where || !pgtable_pmd_page_ctor(virt_to_page(where)));

	return __pa(where);
}

/* No constructor tells what this is. */
static phys_addr_t take_upper(uintptr_t va)
{
	unsigned long where;

	where = __get_free_page(GFP_KERNEL);
	BUG_ON(!where);
	return __pa(where);
}
