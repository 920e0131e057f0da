// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

LIST_HEAD(pgd_list);

struct mm_struct *pgd_page_get_mm(struct page *page)
{
	return page_ptdesc(page)->pt_mm;
}

/* In a block of a loop. */
void sync_all(unsigned long from, unsigned long to)
{
	unsigned long where;

	for (where = from; where <= to; where += PGDIR_SIZE) {
		struct page *page;

		spin_lock(&pgd_lock);
		list_for_each_entry(page, &pgd_list, lru) {
			spinlock_t *held;
			pgd_t *root;

			root = (pgd_t *)page_address(page) + pgd_index(where);
			held = &pgd_page_get_mm(page)->page_table_lock;
			spin_lock(held);
			sync_one(root, page_address(page));
			spin_unlock(held);
		}
		spin_unlock(&pgd_lock);
	}
}

/* Flags are the page's. */
void mark_all(void)
{
	struct page *pg;

	list_for_each_entry(pg, &pgd_list, lru) {
		if (!PagePinned(pg))
			SetPageSavePinned(pg);
	}
}

/* Another list, and the same variable. */
void mark_others(void)
{
	struct page *page;

	list_for_each_entry(page, &other_list, lru)
		SetPagePinned(page);
	list_for_each_entry(page, &pgd_list, lru)
		SetPagePinned(page);
}

/* The variable is a page elsewhere. */
void mark_first(struct list_head *first)
{
	struct page *page;

	page = list_first_entry(first, struct page, lru);
	SetPagePinned(page);
	list_for_each_entry(page, &pgd_list, lru)
		SetPagePinned(page);
}

struct mm_struct *of_root(pgd_t *root)
{
	return pgd_page_get_mm(virt_to_page(root));
}

/* A descriptor already. */
struct mm_struct *owner(struct ptdesc *pt)
{
	return pgd_page_get_mm(pt);
}
