// SPDX-License-Identifier: GPL-2.0-only
/* Memory that is no page table, and pages that are only walked. */

static int copy_table(pmd_t *table)
{
	pmd_t *copy = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!copy)
		return -ENOMEM;
	memcpy(copy, table, PAGE_SIZE);
	compare(copy, table);
	free_page((unsigned long)copy);
	return 0;
}

static void *buffer(gfp_t gfp)
{
	void *p = (void *)__get_free_page(gfp);

	if (!p || !prepare(virt_to_page(p)))
		return NULL;
	return p;
}

static void buffer_free(void *p)
{
	finish(virt_to_page(p));
	free_page((unsigned long)p);
}

/* What a huge entry maps is data. */
static void free_huge(pmd_t *pmd)
{
	void *data = (void *)pmd_page_vaddr(*pmd);

	free_pages((unsigned long)data, 9);
}

static void sync_all(unsigned long addr)
{
	struct page *page;

	list_for_each_entry(page, &all_tables, lru)
		sync_one(page_address(page), addr);
}
