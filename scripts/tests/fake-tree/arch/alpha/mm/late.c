// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <asm/pgalloc.h>

/* Nobody looks whether there was memory. */
pmd_t *late_middle(void)
{
	pmd_t *fresh;

	fresh = (pmd_t *)__get_free_page(GFP_KERNEL);
	clear_page(fresh);
	return fresh;
}
