// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* What descriptors are made of works on pages, and so do its helpers. */
static void clean(struct page *page)
{
	page->lru.next = NULL;
}

static void check(struct page *page)
{
	clean(page);
}

/* Others call this one as well. */
static void forget(struct page *page)
{
	page->lru.next = NULL;
}

struct page *ptdesc_detach(struct ptdesc *ptdesc)
{
	struct page *page = ptdesc_page(ptdesc);

	check(page);
	forget(page);
	return page;
}

void drop(pmd_t *pmd)
{
	forget(virt_to_page(pmd));
}

/*
 * check-name: helpers of what makes descriptors
 * check-exit-value: 1
 *
 * check-output-start
pt003-makers.c:16:33: warning: forget() takes a page table as a page [PT009]
pt003-makers.c:18:8: warning: 'lru' of struct page is used on a page table [PT003]
pt003-makers.c:32:2: warning: forget() is given a PMD table as a page [PT009]
 * check-output-end
 */
