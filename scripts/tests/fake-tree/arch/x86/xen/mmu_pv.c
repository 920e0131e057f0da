// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static spinlock_t *lock_of_table(struct page *page, struct mm_struct *mm)
{
	spinlock_t *lock = NULL;

#if USE_SPLIT_PTE_PTLOCKS
	lock = ptlock_ptr(page);
	spin_lock_nest_lock(lock, &mm->page_table_lock);
#endif

	return lock;
}
