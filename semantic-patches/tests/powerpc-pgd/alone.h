/* SPDX-License-Identifier: GPL-2.0-only */
/* One way to allocate, and a name that is taken. */

static inline pgd_t *tree_pgd_alloc(gfp_t ptdesc)
{
	return (pgd_t *)__get_free_pages(ptdesc, 2);
}

static inline void tree_pgd_free(pgd_t *pgd)
{
	free_pages((unsigned long)pgd, 2);
}
