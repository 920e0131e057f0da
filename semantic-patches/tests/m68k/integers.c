// SPDX-License-Identifier: GPL-2.0-only
/* Integers that are the address of a table. */

static pte_t *later(struct mm_struct *mm)
{
	unsigned long where;

	where = __get_free_page(GFP_DMA);
	if (!where)
		return NULL;
	clear(where);
	return (pte_t *)where;
}

static pmd_t *of_order(struct mm_struct *mm, int order)
{
	unsigned long where = __get_free_pages(GFP_KERNEL, order);

	if (!where)
		return NULL;
	if (!fine(mm)) {
		free_pages(where, order);
		return NULL;
	}
	return (pmd_t *)where;
}

static pmd_t *of_order_later(struct mm_struct *mm, int order)
{
	unsigned long where;

	where = __get_free_pages(GFP_KERNEL, order);
	if (!where)
		return NULL;
	return (pmd_t *)where;
}

static pgd_t *zeroed(struct mm_struct *mm)
{
	unsigned long where = get_zeroed_page(GFP_KERNEL);

	if (!where)
		return NULL;
	if (!fine(mm)) {
		free_page(where);
		return NULL;
	}
	return (pgd_t *)where;
}

static pgd_t *zeroed_later(struct mm_struct *mm, gfp_t gfp)
{
	unsigned long where;

	where = get_zeroed_page(gfp);
	if (!where)
		return NULL;
	return (pgd_t *)(where);
}

/* Not a table: nobody says so. */
static char *buffer(void)
{
	unsigned long where = __get_free_page(GFP_KERNEL);

	if (!where)
		return NULL;
	return (char *)where;
}
