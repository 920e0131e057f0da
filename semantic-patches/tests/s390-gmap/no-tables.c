// SPDX-License-Identifier: GPL-2.0-only
/* Pages that are no tables of a guest. Nothing here may change. */

static int keep_huge_keys(pmd_t *pmd, struct gmap *gmap)
{
	struct page *page = pmd_page(*pmd);

	set_bit(PG_arch_1, &page->flags);
	return 0;
}

static void keep_pages(struct gmap *gmap, unsigned long *pfns, int count)
{
	struct page *page, *next;
	LIST_HEAD(found);

	while (count--) {
		page = pfn_to_page(pfns[count]);
		list_add(&page->lru, &found);
	}
	list_for_each_entry_safe(page, next, &found, lru)
		put_page(page);
}

/* Linked into a list that is called as a gmap's is, of something else. */
static void keep_other_list(struct pool *pool, struct page *page)
{
	list_add(&page->lru, &pool->crst_list);
}

/* A table of a process: another step converts it. */
static void *keep_process_table(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, CRST_ALLOC_ORDER);

	return page ? page_to_virt(page) : NULL;
}

/* A parameter without a caller here: who calls may have a page. */
unsigned long keep_parameter(struct page *page)
{
	return page->_pt_s390_gaddr;
}
