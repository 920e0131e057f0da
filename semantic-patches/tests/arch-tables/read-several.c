// SPDX-License-Identifier: GPL-2.0-only
/* One level has tables of several pages, and another step. */

static void several(pmd_t *table, int order)
{
	free_pages((unsigned long)table, order);
}

static void undo(p4d_t *p4d, pud_t *pud)
{
	free_page((unsigned long)p4d_pgtable(*p4d));
	free_page((unsigned long)pud_pgtable(*pud));
}
