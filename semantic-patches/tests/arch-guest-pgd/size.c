// SPDX-License-Identifier: GPL-2.0-only
/* The hardware says how large the root of this hypervisor is. */
#include <linux/mm.h>

pgd_t *sized_root_alloc(void)
{
	pgd_t *root;

	root = (pgd_t *)__get_free_pages(GFP_KERNEL, get_order(ROOT_SIZE));
	if (root)
		set_root(root);

	return root;
}
