// SPDX-License-Identifier: GPL-2.0-only
/* The root of a guest's tables is freed like any other. */

pgd_t *take_guest_root(void)
{
	pgd_t *root;

	root = (pgd_t *)__get_free_pages(GFP_KERNEL, PGD_TABLE_ORDER);
	if (root)
		set_root(root);

	return root;
}

static unsigned long take_zero_pages(int order)
{
	unsigned long zero;

	zero = __get_free_pages(GFP_KERNEL | __GFP_ZERO, order);
	if (!zero)
		panic("no memory for the zero pages");
	return zero;
}
