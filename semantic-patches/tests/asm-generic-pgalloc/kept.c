// SPDX-License-Identifier: GPL-2.0-only
/* None of this is a page table, or not ours to convert. */

/* A copy: filled, read and freed here. What it was read from is a table. */
int collapse(pmd_t *table)
{
	pmd_t *copy;
	int i;

	copy = (pmd_t *)__get_free_page(GFP_KERNEL);
	if (!copy)
		return 0;

	for (i = 0; i < PTRS_PER_PMD; i++)
		copy[i] = table[i];
	flush();
	free_page((unsigned long)copy);

	return 1;
}

int collapse_declared(pte_t *table)
{
	pte_t *copy = (pte_t *)get_zeroed_page(GFP_KERNEL);

	memcpy(copy, table, PAGE_SIZE);
	free_page((unsigned long)copy);
	return 1;
}

/* A buffer. */
char *text(void)
{
	char *buffer = (char *)__get_free_page(GFP_KERNEL);

	if (!buffer)
		return NULL;
	free_page((unsigned long)buffer);
	return (char *)get_zeroed_page(GFP_KERNEL);
}

/* A kmem_cache. */
pgd_t *cached(struct mm_struct *mm)
{
	return kmem_cache_alloc(pgd_cachep, GFP_KERNEL);
}

void uncached(struct mm_struct *mm, pgd_t *pgd)
{
	kmem_cache_free(pgd_cachep, pgd);
}

/* memblock. */
pte_t *early(void)
{
	return memblock_alloc(PAGE_SIZE, PAGE_SIZE);
}

/* Both halves of p4d are always the architecture's own. */
p4d_t *fifth(gfp_t flags)
{
	return (p4d_t *)get_zeroed_page(flags);
}

void unfifth(p4d_t *p4d)
{
	free_page((unsigned long)p4d);
}

/* A page that is mapped, not one that maps. */
void unmap(pte_t *pte)
{
	__free_page(pte_page(*pte));
	free_page((unsigned long)page_address(pte_page(*pte)));
}
