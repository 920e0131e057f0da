// SPDX-License-Identifier: GPL-2.0-only
/* Destructed by a descriptor and freed by an address: once is enough. */
#include <linux/mm.h>

/* Somewhere in the function, */
int pud_drop_below(pud_t *pud)
{
	pmd_t *pmd;
	int i;

	pmd = pud_pgtable(*pud);
	if (!prepare(pmd))
		return 0;
	for (i = 0; i < PTRS_PER_PMD; i++)
		pmd_clear(&pmd[i]);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);

	return 1;
}

/* at the start of a block, */
void pmd_drop(pud_t *pud, bool used)
{
	pmd_t *pmd = pud_pgtable(*pud);

	if (!used) {
		pagetable_pmd_dtor(virt_to_ptdesc(pmd));
		free_pages((unsigned long)pmd, 0);
		clear(pud);
	}
}

/* of two tables, */
void pair_drop(pmd_t *pmd, pte_t *pte, struct ptdesc *ptdesc)
{
	share(ptdesc);
	pagetable_pte_dtor(virt_to_ptdesc(pte));
	free_page((unsigned long)pte);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);
}

/* and of any level. */
void pud_drop(p4d_t *p4d, pud_t *pud)
{
	clear(p4d);
	pagetable_dtor(virt_to_ptdesc(pud));
	free_page((unsigned long)pud);
}

/* What is done in between may need the descriptor. */
void pmd_drop_late(pmd_t *pmd)
{
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	clear(pmd);
	free_page((unsigned long)pmd);
}

/* Another function may want the address. */
void pmd_give(pmd_t *pmd)
{
	note(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);
}
