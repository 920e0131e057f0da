// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static LIST_HEAD(pgds);
static LIST_HEAD(buffers);

static void keep(pgd_t *pgd)
{
	struct page *page = virt_to_page(pgd);

	list_add(&page->lru, &pgds);
}

/* The pages of a list are what somebody put into it. */
void each(void)
{
	struct page *page;

	list_for_each_entry(page, &pgds, lru)
		page->index = 0;
}

void keep_buffer(struct page *page)
{
	list_add(&page->lru, &buffers);
}

void each_buffer(void)
{
	struct page *page;

	list_for_each_entry(page, &buffers, lru)
		page->index = 0;
}

void keep_all(struct mm_struct *mm)
{
	keep(mm->pgd);
}

/*
 * check-name: pages of a list of page tables
 * check-exit-value: 1
 *
 * check-output-start
pt003-list.c:11:18: warning: 'lru' of struct page is used on a PGD table [PT003]
pt003-list.c:19:35: warning: 'lru' of struct page is used on a PGD table [PT003]
pt003-list.c:20:9: warning: 'index' of struct page is used on a PGD table [PT003]
 * check-output-end
 */
