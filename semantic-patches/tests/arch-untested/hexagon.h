/* SPDX-License-Identifier: GPL-2.0-only */
static inline pgd_t *root_table(struct mm_struct *mm)
{
	pgd_t *table;

	table = (pgd_t *)__get_free_page(GFP_KERNEL | __GFP_ZERO);

	/*
	 * The kernel's part is the same everywhere.
	 */

	memcpy(table, swapper_pg_dir, PTRS_PER_PGD*sizeof(pgd_t));
	mm->context.base = __pa(table);

	return table;
}
