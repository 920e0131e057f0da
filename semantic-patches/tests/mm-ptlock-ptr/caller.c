// SPDX-License-Identifier: GPL-2.0-only
static spinlock_t *lock_table(struct page *pg, struct mm_struct *mm)
{
	spinlock_t *ptl = NULL;

#if USE_SPLIT_PTE_PTLOCKS
	ptl = ptlock_ptr(pg);
	spin_lock_nest_lock(ptl, &mm->page_table_lock);
#endif

	return ptl;
}

#define lock_of_table(table)	(ptlock_ptr(virt_to_page(table)))
