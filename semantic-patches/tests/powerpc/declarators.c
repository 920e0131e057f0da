// SPDX-License-Identifier: GPL-2.0-only
/* Several variables in one declaration: at most one of them can change. */

static int both(struct mm_struct *mm)
{
	struct page *one = alloc_page(GFP_KERNEL), *two = alloc_page(GFP_KERNEL);

	if (!one || !two)
		return -ENOMEM;
	swap(one, two);
	pgtable_pte_page_dtor(one);
	pgtable_pte_page_dtor(two);
	__free_page(one);
	__free_page(two);
	return 0;
}

static void both_later(void *a, void *b)
{
	struct page *one, *two;

	one = virt_to_page(a);
	two = virt_to_page(b);
	atomic_set(&one->pt_frag_refcount, 1);
	pgtable_pte_page_dtor(two);
}

static int only_one(struct mm_struct *mm)
{
	struct page *one = alloc_page(GFP_KERNEL), *data;

	data = alloc_page(GFP_KERNEL);
	if (!one)
		return -ENOMEM;
	pgtable_pte_page_dtor(one);
	__free_page(one);
	__free_page(data);
	return 0;
}

static void listed(pmd_t *a, pmd_t *b)
{
	struct page *one, *two;

	one = virt_to_page(a);
	two = virt_to_page(b);
	list_del(&one->lru);
	list_add(&two->lru, &pages);
}

static int apart(struct mm_struct *mm)
{
	struct page *one = alloc_page(GFP_KERNEL);
	struct page *two = alloc_page(GFP_KERNEL);

	if (!one || !two)
		return -ENOMEM;
	pgtable_pte_page_dtor(one);
	pgtable_pte_page_dtor(two);
	__free_page(one);
	__free_page(two);
	return 0;
}
