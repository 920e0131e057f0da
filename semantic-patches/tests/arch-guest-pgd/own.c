// SPDX-License-Identifier: GPL-2.0-only
/* The hypervisor frees these itself. */
#include <linux/mm.h>

pgd_t *own_root_alloc(void)
{
	pgd_t *root;

	root = (pgd_t *)__get_free_pages(GFP_KERNEL, PGD_TABLE_ORDER);
	if (root)
		set_root(root);

	return root;
}

void own_root_free(pgd_t *root)
{
	free_pages((unsigned long)root, PGD_TABLE_ORDER);
}
