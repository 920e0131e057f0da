// SPDX-License-Identifier: GPL-2.0-only
/* Where no descriptor can be declared, and what belongs to the same level. */

static inline pud_t *ladder_statement(struct mm_struct *mm)
{
#ifdef CONFIG_64K
	prepare(mm);
	return (pud_t *)__get_free_page(GFP_KERNEL);
#else
	return (pud_t *)__get_free_pages(GFP_KERNEL, 2);
#endif
}

void ladder_free(pud_t *pud)
{
	free_page((unsigned long)pud);
}

static int condition_while(struct mm_struct *mm)
{
	pgd_t *p;

	while ((p = (pgd_t *)get_zeroed_page(GFP_KERNEL)) != NULL)
		mm->pgd = p;
	return 0;
}

static void condition_while_free(struct mm_struct *mm, pgd_t *pgd)
{
	free_page((unsigned long)pgd);
}

static int second_in_one2(struct mm_struct *mm, pgd_t *pgd)
{
	pmd_t *second, *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

	second = mm->context.bits;
	if (!pmd || !second)
		return -ENOMEM;
	pgd_populate(mm, pgd, pmd);
	pgd_populate(mm, pgd, second);
	return 0;
}

static int two_decls(struct mm_struct *mm, pgd_t *pgd)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);
	pmd_t *next = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!pmd || !next)
		return -ENOMEM;
	pgd_populate(mm, pgd, pmd);
	pgd_populate(mm, pgd, next);
	return 0;
}

void freed_pmd(pmd_t *pmd)
{
	free_page((unsigned long)pmd);
}
