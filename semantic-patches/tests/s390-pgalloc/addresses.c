// SPDX-License-Identifier: GPL-2.0-only
/* Region and segment tables that are only known by address. */

static unsigned long *plain_alloc(unsigned long val)
{
	unsigned long *table;

	table =	(unsigned long *)__get_free_pages(GFP_KERNEL, CRST_ALLOC_ORDER);
	if (table)
		crst_table_init(table, val);
	return table;
}

static unsigned long *early_return_alloc(unsigned long val)
{
	unsigned long *table;

	table = (void *)__get_free_pages(GFP_KERNEL | __GFP_ZERO,
					 CRST_ALLOC_ORDER);
	if (!table)
		return NULL;
	crst_table_init(table, val);
	return table;
}

/* Who knows what the caller's flags are: the address must be mapped. */
static unsigned long *flags_alloc(gfp_t flags)
{
	unsigned long *table;

	table = (unsigned long *)__get_free_pages(flags, CRST_ALLOC_ORDER);
	note(table);
	return table;
}

static unsigned long *high_alloc(void)
{
	unsigned long *table;

	table = (unsigned long *)__get_free_pages(GFP_HIGHUSER,
						  CRST_ALLOC_ORDER);
	if (!table)
		return NULL;
	return table;
}

static unsigned long *born_alloc(gfp_t flags)
{
	unsigned long *table = (unsigned long *)__get_free_pages(flags,
							CRST_ALLOC_ORDER);

	note(table);
	return table;
}

static void *direct_alloc(void)
{
	return (void *)__get_free_pages(GFP_KERNEL, CRST_ALLOC_ORDER);
}

static void plain_free(unsigned long *table)
{
	free_pages((unsigned long)table, CRST_ALLOC_ORDER);
}

static void number_free(unsigned long table)
{
	free_pages(table, CRST_ALLOC_ORDER);
}

static pmd_t *segment_alloc(struct mm_struct *mm)
{
	unsigned long *table = wide_alloc(mm);

	if (!table)
		return NULL;
	if (!pgtable_pmd_page_ctor(virt_to_page(table))) {
		plain_free(table);
		return NULL;
	}
	return (pmd_t *) table;
}

#define segment_free_tlb(tlb, pmd)				\
do {								\
	pgtable_pmd_page_dtor(virt_to_page(pmd));		\
	tlb_remove_table(tlb, pmd);				\
} while (0)

static void small_tables(unsigned long *table)
{
	if (pgtable_pte_page_ctor(virt_to_page(table)))
		pgtable_pte_page_dtor(virt_to_page(table));
}
