// SPDX-License-Identifier: GPL-2.0-only
/* One such table stays a page, and so do all frees. */
#include <linux/mm.h>

void image_fill(struct image *image)
{
	image->arch.middle = (pmd_t *)__get_free_page(GFP_KERNEL);
	finish(image->arch.middle);
}

void pmd_drop(pud_t *pud, pmd_t *pmd)
{
	pud_clear(pud);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);
}
