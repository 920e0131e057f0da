// SPDX-License-Identifier: GPL-2.0-only
#define PAGE_TABLE_MEMBERS	struct ptdesc *ptdesc;
#include "kernel.h"

struct ptdesc *new_descriptor(gfp_t gfp);
struct page *ptdesc_detach(struct ptdesc *pt);
void give_back(struct page *page);

/* Where descriptors are allocated, a page leads to its own. */
struct ptdesc *ptdesc_attach(struct page *page, gfp_t gfp)
{
	page->ptdesc = new_descriptor(gfp);
	return page->ptdesc;
}

struct ptdesc *descriptor_of(pmd_t *pmd)
{
	return virt_to_page(pmd)->ptdesc;
}

/* What ends the descriptor gives a page, and that is meant. */
void free_pmd(pmd_t *pmd)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	give_back(ptdesc_detach(pt));
}

/*
 * check-name: the descriptor of a page
 */
