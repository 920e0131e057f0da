// SPDX-License-Identifier: GPL-2.0-only
/* step-define: dtor_free */
/* The tree has a function for both. */
#include <linux/mm.h>

void pud_drop(p4d_t *p4d, pud_t *pud)
{
	clear(p4d);
	pagetable_dtor(virt_to_ptdesc(pud));
	free_page((unsigned long)pud);
}

/* Its destructor is that of all levels. */
void pmd_drop(pud_t *pud, pmd_t *pmd)
{
	clear(pud);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);
}
