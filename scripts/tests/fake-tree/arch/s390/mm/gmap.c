// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <asm/gmap.h>
#include <asm/pgalloc.h>

static struct gmap *guest_new(unsigned long limit)
{
	struct gmap *gmap;
	struct page *page;
	unsigned long *table;

	gmap = kzalloc(sizeof(struct gmap), GFP_KERNEL_ACCOUNT);
	if (!gmap)
		return NULL;
	INIT_LIST_HEAD(&gmap->crst_list);
	INIT_LIST_HEAD(&gmap->pt_list);
	page = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	if (!page)
		goto out_free;
	page->index = 0;
	list_add(&page->lru, &gmap->crst_list);
	table = (unsigned long *) page_to_phys(page);
	crst_table_init(table, limit);
	gmap->table = table;
	return gmap;

out_free:
	kfree(gmap);
	return NULL;
}

static void guest_drop(struct gmap *gmap)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, &gmap->crst_list, lru)
		__free_pages(page, CRST_ALLOC_ORDER);
	if (gmap_is_shadow(gmap)) {
		list_for_each_entry_safe(page, next, &gmap->pt_list, lru)
			page_table_free_pgste(page);
	}
	kfree(gmap);
}

static int guest_extend(struct gmap *gmap, unsigned long *table,
			unsigned long init, unsigned long gaddr)
{
	struct page *page;
	unsigned long *new;

	page = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	if (!page)
		return -ENOMEM;
	new = (unsigned long *) page_to_phys(page);
	crst_table_init(new, init);
	spin_lock(&gmap->guest_table_lock);
	if (*table & _REGION_ENTRY_INVALID) {
		list_add(&page->lru, &gmap->crst_list);
		*table = __pa(new) | _REGION_ENTRY_LENGTH;
		page->index = gaddr;
		page = NULL;
	}
	spin_unlock(&gmap->guest_table_lock);
	if (page)
		__free_pages(page, CRST_ALLOC_ORDER);
	return 0;
}

static pmd_t *guest_pmd(unsigned long *entry)
{
	return (pmd_t *)entry;
}

static unsigned long guest_address(unsigned long *entry)
{
	struct page *page;
	unsigned long offset, mask;

	offset = (unsigned long) entry / sizeof(unsigned long);
	offset = (offset & (PTRS_PER_PMD - 1)) * PMD_SIZE;
	mask = ~(PTRS_PER_PMD * sizeof(pmd_t) - 1);
	page = virt_to_page((void *)((unsigned long) entry & mask));
	return page->index + offset;
}

static void shadow_forget(struct gmap *sg, unsigned long *ste)
{
	unsigned long *pgt;
	struct page *page;

	pgt = (unsigned long *)(*ste & _SEGMENT_ENTRY_ORIGIN);
	*ste = _SEGMENT_ENTRY_EMPTY;
	page = pfn_to_page(__pa(pgt) >> PAGE_SHIFT);
	list_del(&page->lru);
	page_table_free_pgste(page);
}

int shadow_lookup(struct gmap *sg, unsigned long *table, unsigned long *pgt,
		  int *fake)
{
	struct page *page;

	if (!table)
		return -EAGAIN;
	page = pfn_to_page(*table >> PAGE_SHIFT);
	*pgt = page->index & ~GMAP_SHADOW_FAKE_TABLE;
	*fake = !!(page->index & GMAP_SHADOW_FAKE_TABLE);
	return 0;
}

int shadow_table(struct gmap *sg, unsigned long *table, unsigned long pgt,
		 int fake)
{
	struct page *page;
	unsigned long *s_pgt;

	page = page_table_alloc_pgste(sg->mm);
	if (!page)
		return -ENOMEM;
	page->index = pgt & _SEGMENT_ENTRY_ORIGIN;
	if (fake)
		page->index |= GMAP_SHADOW_FAKE_TABLE;
	s_pgt = (unsigned long *) page_to_phys(page);
	*table = (unsigned long) s_pgt | _SEGMENT_ENTRY;
	list_add(&page->lru, &sg->pt_list);
	return 0;
}
