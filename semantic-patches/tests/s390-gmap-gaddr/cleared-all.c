// SPDX-License-Identifier: GPL-2.0-only
/* The same where tables are freed with their list only. */

static void shadow_empty(struct gmap *shadow)
{
	struct page *pg, *after;

	list_for_each_entry_safe(pg, after, &shadow->pt_list, lru)
		guest_table_put(pg);
}

static void shadow_undo(struct page *pg)
{
	pg->_pt_s390_gaddr = 0;
	guest_table_put(pg);
}
