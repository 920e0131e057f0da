// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <linux/slab.h>

/* What a fault needs is not here: the locks of split tables are. */
#if USE_SPLIT_PTE_PTLOCKS && ALLOC_SPLIT_PTLOCKS

static struct kmem_cache *lock_cache;

void __init ptlock_cache_init(void)
{
	lock_cache = kmem_cache_create("page->ptl", sizeof(spinlock_t), 0,
				       SLAB_PANIC, NULL);
}

bool ptlock_alloc(struct page *page)
{
	spinlock_t *lock;

	lock = kmem_cache_alloc(lock_cache, GFP_KERNEL);
	if (!lock)
		return false;
	page->ptl = lock;
	return true;
}

void ptlock_free(struct page *page)
{
	kmem_cache_free(lock_cache, page->ptl);
}
#endif

/* A page of data: its members look alike and are none of ours. */
void note_page(struct page *page, struct list_head *list)
{
	list_add(&page->lru, list);
	page->index = 0;
	page->private = 0;
}

pgtable_t deposited(struct mm_struct *mm, pmd_t *pmd)
{
	return pmd_huge_pte(mm, pmd);
}
