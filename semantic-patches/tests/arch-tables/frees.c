// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

/* All entries were read: there is a table. */
static bool last_table(pte_t *entries)
{
	int n;

	for (n = 0; n < PTRS_PER_PTE; n++)
		if (!pte_none(entries[n]))
			return false;

	free_page((unsigned long)entries);
	return true;
}

/* Maybe there is none. */
static void some_table(pmd_t *entries)
{
	note(entries);
	free_page((unsigned long)entries);
}

/* The loop may look at nothing. */
static void few_entries(pmd_t *entries, int count)
{
	int n;

	for (n = 0; n < count; n++)
		if (!pmd_none(entries[n]))
			return;

	free_page((unsigned long)entries);
}

/* Memory that a leaf maps has no entries. */
static void leaf(void *memory)
{
	free_page((unsigned long)memory);
}

/* A copy of a table is never populated. */
static int fold(pud_t *pud)
{
	pmd_t *entries = pud_pgtable(*pud);
	pmd_t *saved = (pmd_t *)__get_free_page(GFP_KERNEL);
	int n;

	if (!saved)
		return 0;
	for (n = 0; n < PTRS_PER_PMD; n++)
		saved[n] = entries[n];
	free_page((unsigned long)saved);
	return 1;
}
