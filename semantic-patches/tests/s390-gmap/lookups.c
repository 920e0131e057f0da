// SPDX-License-Identifier: GPL-2.0-only
/* The ways from a table, its entry or its address to its descriptor. */

static void show(struct page *pg, const char *why)
{
	pr_info("%s: %lx\n", why, pg->_pt_s390_gaddr);
	dump_page(pg, why);
}

static unsigned long by_entry(unsigned long *slot)
{
	struct page *pg = pfn_to_page(*slot >> PAGE_SHIFT);

	return pg->_pt_s390_gaddr;
}

static unsigned long by_pointer(unsigned long *table)
{
	struct page *pg = pfn_to_page(__pa(table) >> PAGE_SHIFT);

	return pg->_pt_s390_gaddr;
}

static unsigned long by_memory(unsigned long *table)
{
	struct page *pg = virt_to_page(table);

	show(pg, "memory");
	return pg->_pt_s390_gaddr;
}

static unsigned long by_number(unsigned long address)
{
	struct page *pg = virt_to_page(address);

	return pg->_pt_s390_gaddr;
}

static unsigned long by_later_number(unsigned long address)
{
	struct page *pg;

	pg = virt_to_page(address);
	return pg->_pt_s390_gaddr;
}

static unsigned long by_physical(phys_addr_t address)
{
	struct page *pg;

	pg = phys_to_page(address);
	if (WARN_ON(!pg))
		return 0;
	return pg->_pt_s390_gaddr;
}

static struct page *by_guest(struct gmap *space, unsigned long where)
{
	struct page *pg;

	list_for_each_entry(pg, &space->crst_list, lru)
		if (pg->_pt_s390_gaddr == where)
			return pg;
	return NULL;
}

static void *fresh(struct gmap *space, gfp_t gfp)
{
	struct page *pg = alloc_pages(gfp, CRST_ALLOC_ORDER);

	if (unlikely(!pg))
		return NULL;
	list_add(&pg->lru, &space->crst_list);
	return (void *)page_to_virt(pg);
}

static void *fresh_small(struct gmap *space, gfp_t gfp)
{
	struct page *pg = alloc_page(gfp);

	if (!pg)
		return NULL;
	list_add(&pg->lru, &space->pt_list);
	return page_address(pg);
}
