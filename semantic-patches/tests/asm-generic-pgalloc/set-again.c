// SPDX-License-Identifier: GPL-2.0-only
/* What was there says nothing of what the pointer is set to. */

static void read_and_set(pud_t *entry, pmd_t *other)
{
	pmd_t *table = pud_pgtable(*entry);

	note(table);
	table = other;
	free_page((unsigned long)table);
	note(other);
}

static void tested_and_set(pmd_t *table, pmd_t *other)
{
	if (!table)
		return;
	note(table);
	table = other;
	free_page((unsigned long)table);
	note(other);
}

/* Who finds a table may find none. */
static void looked_up(struct mm_struct *mm)
{
	pmd_t *table = from_mask(1);

	note(table);
	free_page((unsigned long)table);
	note(mm);
}
