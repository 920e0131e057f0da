// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

static void free_now(struct rcu_head *head)
{
	struct page *page;

	page = container_of(head, struct page, rcu_head);
	pte_free(NULL, (pgtable_t)page);
}

void defer(struct mm_struct *mm, pgtable_t pgtable)
{
	struct page *page;

	page = pgtable;
	call_rcu(&page->rcu_head, free_now);
}

static void free_at_once(struct rcu_head *head)
{
	struct page *page = container_of(head, struct page, rcu_head);

	note(page);
	pte_free(NULL, (pgtable_t)page);
}

void defer_at_once(struct mm_struct *mm, pgtable_t pgtable)
{
	struct page *pg = pgtable;

	call_rcu(&pg->rcu_head, free_at_once);
}

/* A page of data. */
static void free_data(struct rcu_head *head)
{
	struct page *page = container_of(head, struct page, rcu_head);

	__free_page(page);
}

void defer_data(struct page *data)
{
	struct page *page = data;

	call_rcu(&page->rcu_head, free_data);
}

/* A table in something else that RCU frees. */
struct holder {
	struct rcu_head rcu_head;
	struct page *page;
};

static void free_holder(struct rcu_head *head)
{
	struct page *page;

	page = container_of(head, struct holder, rcu_head)->page;
	pte_free(NULL, (pgtable_t)page);
}

/* Somebody else gets the page. */
void defer_noted(struct mm_struct *mm, pgtable_t pgtable)
{
	struct page *page = pgtable;

	note(page);
	call_rcu(&page->rcu_head, free_now);
}

void noted_later(struct mm_struct *mm, pgtable_t pgtable)
{
	struct page *page = pgtable;

	call_rcu(&page->rcu_head, free_now);
	note(page);
}
