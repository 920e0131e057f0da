// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

void SetPageReplicated(struct page *page);
bool PageReplicated(struct page *page);

static void *table_new(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	return ptdesc ? ptdesc_address(ptdesc) : NULL;
}

/* The page at an address, whatever the address was taken from. */
void enter(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = table_new();

	if (!pmd)
		return;
	SetPageReplicated(virt_to_page(pmd));
	pud_populate(mm, pud, pmd);
}

/* Who has a descriptor, and asks it for its page, wants the page, */
void mark(struct ptdesc *ptdesc)
{
	SetPageReplicated(ptdesc_page(ptdesc));
}

/* by its number, too. */
bool is_marked(struct ptdesc *ptdesc)
{
	return PageReplicated(pfn_to_page(page_to_pfn(ptdesc_page(ptdesc))));
}

/*
 * check-name: a flag of the page at the address of a descriptor
 * check-exit-value: 1
 *
 * check-output-start
pt003-page-of-address.c:21:2: warning: 'flags' of struct page is used on a PMD table, by SetPageReplicated() [PT003]
 * check-output-end
 */
