// SPDX-License-Identifier: GPL-2.0-only
/* A parameter has the name that the local would have. */

static int inner(pmd_t **where, struct ptdesc *ptdesc, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		pmd_t *p = (pmd_t *)__get_free_page(GFP_KERNEL);

		if (!p)
			return -ENOMEM;
		if (!pgtable_pmd_page_ctor(virt_to_page(p))) {
			free_page((unsigned long)p);
			return -ENOMEM;
		}
		link_below(ptdesc, p);
		where[i] = p;
	}
	return 0;
}
