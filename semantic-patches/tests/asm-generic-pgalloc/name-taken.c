// SPDX-License-Identifier: GPL-2.0-only
/* The function has a descriptor already. */

static pmd_t *name_taken(struct mm_struct *mm, int i)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 1);
	pmd_t *p;

	p = (pmd_t *)__get_free_page(GFP_KERNEL);
	if (!p) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return p;
}

static void name_taken_free(struct mm_struct *mm, pmd_t *pmd)
{
	free_page((unsigned long)pmd);
}
