// SPDX-License-Identifier: GPL-2.0-only
/* Where the descriptor can be declared. */

static pgd_t *macro_statement_first(struct mm_struct *mm)
{
	might_sleep();

	return (pgd_t *)__get_free_page(GFP_KERNEL);
}

static pgd_t *label_first(struct mm_struct *mm)
{
again:
	if (busy(mm))
		goto again;
	return (pgd_t *)__get_free_page(GFP_KERNEL);
}

static pmd_t *nested(struct mm_struct *mm, int i)
{
	if (i) {
		pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

		if (!pmd)
			return NULL;
		fill(pmd);
		return pmd;
	}
	return NULL;
}

static pmd_t *nested_stmt(struct mm_struct *mm, int i)
{
	if (i) {
		pmd_t *pmd;

		pmd = (pmd_t *)__get_free_page(GFP_KERNEL);
		if (!pmd)
			return NULL;
		fill(pmd);
		return pmd;
	}
	return NULL;
}

static pmd_t *two_blocks(struct mm_struct *mm, int i)
{
	if (i) {
		pmd_t *a = (pmd_t *)__get_free_page(GFP_KERNEL);

		if (!a)
			return NULL;
		return a;
	} else {
		pmd_t *b = (pmd_t *)__get_free_pages(GFP_KERNEL, 1);

		if (!b)
			return NULL;
		return b;
	}
}

static int in_loop(struct mm_struct *mm, pmd_t **pmds)
{
	int i;

	for (i = 0; i < 4; i++) {
		pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

		if (!pmd)
			return -ENOMEM;
		pmds[i] = pmd;
	}
	return 0;
}

static pgd_t *static_first(struct mm_struct *mm)
{
	static int count;

	note(count++);
	return (pgd_t *)__get_free_page(GFP_KERNEL);
}

static pgd_t *ladder_after(struct mm_struct *mm)
{
	pgd_t *pgd;

#ifdef CONFIG_64K
	pgd = (pgd_t *)__get_free_page(GFP_KERNEL);
#else
	pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, 2);
#endif
	if (!pgd)
		return NULL;
	return pgd;
}

static int decl_and_stmt(struct mm_struct *mm, pgd_t *pgd)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);
	pte_t *pte;

	if (!pmd)
		return -ENOMEM;
	pte = (pte_t *)__get_free_page(GFP_KERNEL);
	if (!pte)
		return -ENOMEM;
	pgd_populate(mm, pgd, pmd);
	pmd_populate_kernel(mm, pmd, pte);
	return 0;
}

static pmd_t *nested_and_outer(struct mm_struct *mm, int i)
{
	pmd_t *p;

	if (i) {
		pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

		if (!pmd)
			return NULL;
		return pmd;
	}
	p = (pmd_t *)__get_free_page(GFP_KERNEL);
	if (!p)
		return NULL;
	return p;
}
