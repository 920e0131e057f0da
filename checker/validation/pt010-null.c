// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* free_page(0) does nothing; NULL has the descriptor of another page. */
int by_address(pud_t *pud, int error)
{
	pmd_t *pmd = ptdesc_address(pagetable_alloc(GFP_PGTABLE_KERNEL, 0));
	int err = -1;

	if (!pmd)
		goto out;
	err = error;
	if (!err) {
		pud_populate(NULL, pud, pmd);
		return 0;
	}
out:
	pagetable_free(virt_to_ptdesc(pmd));
	return err;
}

pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	return ptdesc ? ptdesc_address(ptdesc) : NULL;
}

void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	pagetable_free(virt_to_ptdesc(pmd));
}

/* The helper is right for all others. */
void by_helper(struct mm_struct *mm, pud_t *pud, int error)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd || error) {
		pmd_free(mm, pmd);
		return;
	}
	pud_populate(mm, pud, pmd);
}

void tested(struct mm_struct *mm, pud_t *pud, int error)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!error && pmd) {
		pud_populate(mm, pud, pmd);
		return;
	}
	if (pmd)
		pmd_free(mm, pmd);
}

/* The page allocator takes NULL. */
void by_page(pud_t *pud, int error)
{
	unsigned long page = __get_free_page(GFP_KERNEL);

	if (!page || error)
		free_page(page);
}

/*
 * check-name: descriptors of NULL
 * check-exit-value: 1
 *
 * check-output-start
pt010-null.c:18:2: warning: pagetable_free() of a PMD table that can be NULL here [PT010]
pt010-null.c:40:3: warning: pmd_free() of a PMD table that can be NULL here [PT010]
 * check-output-end
 */
