// SPDX-License-Identifier: GPL-2.0-only
/* Two tables in one function. */

static int pair(pgd_t **a, pgd_t **b)
{
	pgd_t *p, *q;

	p = (pgd_t *)__get_free_page(GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	q = (pgd_t *)__get_free_page(GFP_KERNEL);
	if (!q) {
		free_page((unsigned long)p);
		return -ENOMEM;
	}
	*a = p;
	*b = q;
	return 0;
}
