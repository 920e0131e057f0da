// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

pte_t *unmapped(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_HIGHUSER, 0);

	return ptdesc_address(ptdesc);
}

pte_t *masked(void)
{
	struct ptdesc *ptdesc;

	ptdesc = pagetable_alloc(GFP_HIGHUSER & ~__GFP_HIGHMEM, 0);
	return ptdesc_address(ptdesc);
}

pte_t *mapped(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_HIGHUSER, 0);

	return kmap_local_page(ptdesc_page(ptdesc));
}

/*
 * check-name: the address of highmem
 * check-exit-value: 1
 *
 * check-output-start
pt011-highmem.c:8:9: warning: ptdesc_address() of a PTE table that may be in highmem [PT011]
 * check-output-end
 */
