// SPDX-License-Identifier: GPL-2.0-only
/* step-define: own_pgd */
/* step-define: own_pmd */
/* An architecture that both allocates and frees its PGDs and PMDs. */

pgd_t *root(struct mm_struct *mm)
{
	pgd_t *pgd = (pgd_t *) __get_free_pages(GFP_KERNEL, 1);

	if (unlikely(pgd == NULL))
		return NULL;
	memset(pgd, 0, PAGE_SIZE << 1);
	return pgd;
}

void unroot(struct mm_struct *mm, pgd_t *pgd)
{
	free_pages((unsigned long)pgd, 1);
}

pmd_t *middle(struct mm_struct *mm)
{
	return (pmd_t *)__get_free_pages(GFP_PGTABLE_KERNEL, 1);
}

void unmiddle(struct mm_struct *mm, pmd_t *pmd)
{
	free_pages((unsigned long)pmd, 1);
}

/* The other half of this one is generic. */
pte_t *low(struct mm_struct *mm)
{
	return (pte_t *)__get_free_page(GFP_KERNEL | __GFP_ZERO);
}
