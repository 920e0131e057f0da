// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct later { struct rcu_head rcu_head; unsigned long index; };

void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));

static void free_now(struct rcu_head *head)
{
	struct page *page = (struct page *)head;

	__free_page(page);
}

void free_later(pgtable_t table)
{
	struct page *page = table;

	call_rcu(&page->rcu_head, free_now);
}

/* Nobody's page table. */
void free_frame(struct later *later)
{
	call_rcu(&later->rcu_head, free_now);
}

/*
 * check-name: a page table that is freed later
 * check-exit-value: 1
 *
 * check-output-start
pt003-rcu.c:12:2: warning: __free_page() frees a PTE table as a page [PT005]
pt003-rcu.c:19:18: warning: 'rcu_head' of struct page is used on a PTE table [PT003]
 * check-output-end
 */
