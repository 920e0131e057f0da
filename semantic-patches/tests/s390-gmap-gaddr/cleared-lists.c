// SPDX-License-Identifier: GPL-2.0-only
/* A page table whose address is cleared already is not cleared again. */

static void shadow_drop(unsigned long where, struct gmap *shadow,
			struct page *pg)
{
	list_del(&pg->lru);
	guest_table_put(pg);
}

static void shadow_undo(struct page *pg)
{
	pg->_pt_s390_gaddr = 0;
	guest_table_put(pg);
}
