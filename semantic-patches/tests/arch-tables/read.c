// SPDX-License-Identifier: GPL-2.0-only
/* Tables that are read from an entry where they are freed. */

static void undo(pgd_t *pgd, p4d_t *p4d, pud_t *pud)
{
	if (large)
		free_page((unsigned long)pgd_page_vaddr(*pgd));
	free_page((unsigned long)p4d_pgtable(*p4d));
	free_page((unsigned long)pud_pgtable(*pud));
}

/* What nobody reads from an entry is not known. */
static void other(pmd_t *pmd)
{
	free_page((unsigned long)next_table(pmd));
}
