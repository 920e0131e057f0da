// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

static void put(pgtable_t table)
{
	pte_free(NULL, table);
}

static void free_now(struct rcu_head *head)
{
	struct page *page;

	page = container_of(head, struct page, rcu_head);
	put((pgtable_t)page_address(page));
}

void defer(struct mm_struct *mm, pgtable_t pgtable)
{
	struct page *page;

	page = virt_to_page(pgtable);
	call_rcu(&page->rcu_head, free_now);
}

static void free_noted(struct rcu_head *head)
{
	struct page *page = container_of(head, struct page, rcu_head);

	note_address(page_address(page));
	put((pgtable_t)page_address(page));
}

void defer_noted(struct mm_struct *mm, pgtable_t pgtable)
{
	struct page *page = virt_to_page(pgtable);

	call_rcu(&page->rcu_head, free_noted);
}
