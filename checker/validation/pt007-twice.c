// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

bool busy(void);
void pagetable_dtor(struct ptdesc *pt);
void pagetable_dtor_free(struct ptdesc *pt);

/* Whoever made the table: a free that destructs is the second dtor. */
void free_parameter(pmd_t *pmd)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pmd);

	pagetable_dtor(ptdesc);
	pagetable_dtor_free(ptdesc);
}

void free_from_entry(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pagetable_dtor(virt_to_ptdesc(pmd));
	pagetable_dtor(virt_to_ptdesc(pmd));
}

/* The helper is right, its caller is not. */
static void free_it(pmd_t *pmd)
{
	pagetable_dtor_free(virt_to_ptdesc(pmd));
}

void free_by_helper(pmd_t *pmd)
{
	pagetable_dtor(virt_to_ptdesc(pmd));
	free_it(pmd);
}

/* Once on each path, */
void free_on_two_paths(pmd_t *pmd)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pmd);

	if (busy()) {
		pagetable_dtor(ptdesc);
		pagetable_free(ptdesc);
		return;
	}
	pagetable_dtor_free(ptdesc);
}

/* one of several, */
void free_several(pud_t *pud)
{
	for (int i = 0; i < 512; i++) {
		pmd_t *pmd = pud_pgtable(pud[i]);

		pagetable_dtor(virt_to_ptdesc(pmd));
		if (busy())
			continue;
		pagetable_free(virt_to_ptdesc(pmd));
	}
}

void free_two(pud_t *pud)
{
	pmd_t *first = pud_pgtable(pud[0]), *second = pud_pgtable(pud[1]);

	pagetable_dtor(virt_to_ptdesc(first));
	pagetable_dtor(virt_to_ptdesc(second));
	pagetable_free(virt_to_ptdesc(first));
	pagetable_free(virt_to_ptdesc(second));
}

void free_list(pmd_t *pmds[], int count)
{
	while (count--)
		pagetable_dtor(virt_to_ptdesc(pmds[count]));
}

/* or perhaps: conditions may belong together. */
void free_perhaps(pmd_t *pmd, bool kernel)
{
	if (!kernel)
		pagetable_dtor(virt_to_ptdesc(pmd));
	if (kernel)
		pagetable_dtor_free(virt_to_ptdesc(pmd));
	else
		pagetable_free(virt_to_ptdesc(pmd));
}

/*
 * check-name: a table of whoever made it is destructed twice
 * check-exit-value: 1
 *
 * check-output-start
pt007-twice.c:14:2: warning: pagetable_dtor_free() of a PMD table that was destructed before [PT007]
pt007-twice.c:22:2: warning: pagetable_dtor() of a PMD table that was destructed before [PT007]
pt007-twice.c:34:2: warning: free_it() of a PMD table that was destructed before [PT007]
 * check-output-end
 */
