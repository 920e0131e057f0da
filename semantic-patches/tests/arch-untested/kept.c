// SPDX-License-Identifier: GPL-2.0-only
pgd_t *tested(struct mm_struct *mm)
{
	pgd_t *root = (pgd_t *)__get_free_page(GFP_KERNEL);

	if (root)
		memset(root, 0, PAGE_SIZE);
	return root;
}

pgd_t *refused(struct mm_struct *mm)
{
	pgd_t *root;

	root = (pgd_t *)__get_free_page(GFP_KERNEL);
	if (!root)
		return NULL;
	memcpy(root, swapper_pg_dir, PAGE_SIZE);
	return root;
}

/* The allocator waits until there is memory. */
pgd_t *patient(struct mm_struct *mm)
{
	pgd_t *root;

	root = (pgd_t *)__get_free_page(GFP_KERNEL | __GFP_NOFAIL);
	memset(root, 0, PAGE_SIZE);
	return root;
}

/* Nobody writes to it here: whoever gets it sees the NULL. */
pgd_t *handed_on(struct mm_struct *mm)
{
	pgd_t *root;

	root = (pgd_t *)get_zeroed_page(GFP_KERNEL);
	return root;
}

/* What to return is not known. */
int installed(pud_t *pud)
{
	pmd_t *middle;

	middle = (pmd_t *)__get_free_page(GFP_KERNEL);
	memset(middle, 0, PAGE_SIZE);
	pud_populate(&init_mm, pud, middle);
	return 0;
}

/* No page table. */
char *text(void)
{
	char *line;

	line = (char *)__get_free_page(GFP_KERNEL);
	memset(line, 0, PAGE_SIZE);
	return line;
}
