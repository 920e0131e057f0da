// SPDX-License-Identifier: GPL-2.0-only
pgd_t *declared(struct mm_struct *mm)
{
	pgd_t *root = (pgd_t *)__get_free_page(GFP_KERNEL);

	memset(root, 0, PAGE_SIZE);
	return root;
}

pmd_t *filled(struct mm_struct *mm)
{
	pmd_t *middle;
	int i;

	middle = (pmd_t *)get_zeroed_page(GFP_KERNEL);
	for (i = 0; i < PTRS_PER_PMD; i++)
		middle[i] = empty;
	return middle;
}
