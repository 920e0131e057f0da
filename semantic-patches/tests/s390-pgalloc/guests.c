// SPDX-License-Identifier: GPL-2.0-only
/* Who calls the functions for tables with PGSTEs, already with ptdescs. */

static void space_drop(struct gmap *space)
{
	struct ptdesc *ptdesc, *next;

	list_for_each_entry_safe(ptdesc, next, &space->pt_list, pt_list) {
		ptdesc->_pt_s390_gaddr = 0;
		guest_table_free(ptdesc_page(ptdesc));
	}
	list_for_each_entry_safe(ptdesc, next, &space->crst_list, pt_list) {
		ptdesc->_pt_s390_gaddr = 0;
		pagetable_free(ptdesc);
	}
}

static int shadow_pages(struct gmap *shadow, unsigned long from)
{
	struct ptdesc *ptdesc;

	ptdesc = page_ptdesc(guest_table_alloc(shadow->mm));
	if (!ptdesc)
		return -ENOMEM;
	ptdesc->_pt_s390_gaddr = from & CRST_ALLOC_ORDER;
	return page_to_phys(ptdesc_page(ptdesc));
}

static unsigned long shadow_find(unsigned long *slot)
{
	struct ptdesc *ptdesc;

	ptdesc = page_ptdesc(pfn_to_page(*slot >> PAGE_SHIFT));
	return ptdesc->_pt_s390_gaddr;
}
