// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

void deposit(struct mm_struct *mm, pmd_t *pmdp, pgtable_t pgtable)
{
	if (!pmd_huge_pte(mm, pmdp))
		INIT_LIST_HEAD(&pgtable->lru);
	else
		list_add(&pgtable->lru, &pmd_huge_pte(mm, pmdp)->lru);
	pmd_huge_pte(mm, pmdp) = pgtable;
}

pgtable_t withdraw(struct mm_struct *mm, pmd_t *pmdp)
{
	pgtable_t pgtable;

	pgtable = pmd_huge_pte(mm, pmdp);
	pmd_huge_pte(mm, pmdp) = list_first_entry_or_null(&pgtable->lru,
							  struct page, lru);
	if (pmd_huge_pte(mm, pmdp))
		list_del(&pgtable->lru);
	return pgtable;
}

/* The name is taken. */
pgtable_t withdraw_for(struct mm_struct *mm, pmd_t *pmdp, struct ptdesc *ptdesc)
{
	pgtable_t pte = pmd_huge_pte(mm, pmdp);

	ptdesc->pmd_huge_pte = NULL;
	pmd_huge_pte(mm, pmdp) = list_first_entry_or_null(&pte->lru,
							  struct page, lru);
	return pte;
}

/* Pages of data are on lists as well. */
struct page *first_data(struct page *page, struct list_head *list)
{
	list_add(&page->lru, list);
	return list_first_entry_or_null(&page->lru, struct page, lru);
}
