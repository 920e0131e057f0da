// SPDX-License-Identifier: GPL-2.0-only
/* Nothing here is a page table: a name proves nothing. */

static void *named_so(struct list_head *found, gfp_t gfp)
{
	struct page *ptdesc, *next;

	list_for_each_entry_safe(ptdesc, next, found, lru) {
		list_del(&ptdesc->lru);
		note(ptdesc);
		__free_page(ptdesc);
	}
	ptdesc = alloc_page(gfp);
	if (!ptdesc)
		return NULL;
	return (char *)page_address(ptdesc);
}

static struct page *first_of(struct list_head *found)
{
	struct page *ptdesc = list_first_entry(found, struct page, lru);

	return ptdesc;
}

static unsigned long number_of(struct page *ptdesc)
{
	return page_to_pfn(ptdesc);
}
