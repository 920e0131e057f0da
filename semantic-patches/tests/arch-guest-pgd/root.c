// SPDX-License-Identifier: GPL-2.0-only
/* pgd_free() ends this one with its guest. */
#include <linux/mm.h>

pgd_t *guest_root_alloc(void)
{
	pgd_t *root;

	root = (pgd_t *)__get_free_pages(GFP_KERNEL, PGD_TABLE_ORDER);
	if (root)
		set_root(root);

	return root;
}

/* Tables of other levels are not of this size. */
pmd_t *guest_middle_alloc(void)
{
	return (pmd_t *)__get_free_pages(GFP_KERNEL, PGD_TABLE_ORDER);
}

/* Memory for something else. */
void *guest_notes_alloc(void)
{
	return (void *)__get_free_pages(GFP_KERNEL, PGD_TABLE_ORDER);
}
