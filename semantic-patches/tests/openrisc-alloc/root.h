/* SPDX-License-Identifier: GPL-2.0-or-later */
static inline pgd_t *root_table(struct mm_struct *mm)
{
	pgd_t *table = (pgd_t *)__get_free_page(GFP_KERNEL);

	if (table) {
		memset(table, 0, USER_PTRS_PER_PGD * sizeof(pgd_t));
		memcpy(table + USER_PTRS_PER_PGD,
		       swapper_pg_dir + USER_PTRS_PER_PGD,
		       (PTRS_PER_PGD - USER_PTRS_PER_PGD) * sizeof(pgd_t));

	}
	return table;
}

#if 0
/* Never compiled, never converted. */
extern inline pgd_t *root_table(struct mm_struct *mm)
{
	return (pgd_t *)get_zeroed_page(GFP_KERNEL);
}
#endif
