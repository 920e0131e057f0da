/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>

/* Of several pages: it would become compound. */
static inline pgd_t *root_table(void)
{
	return (pgd_t *)__get_free_pages(GFP_PGTABLE_USER, ROOT_ORDER);
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *root)
{
	free_pages((unsigned long)root, ROOT_ORDER);
}

/* The second half of the same kind stays with it. */
static inline pgd_t *user_root(void)
{
	pgd_t *root = (pgd_t *)__get_free_page(GFP_KERNEL);

	if (!root)
		return NULL;
	return root;
}

static inline pmd_t *middle_table(void)
{
	pmd_t *middle = (pmd_t *)__get_free_pages(GFP_KERNEL, 0);

	if (!middle)
		return NULL;
	return middle;
}
