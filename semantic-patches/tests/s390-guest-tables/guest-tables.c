// SPDX-License-Identifier: GPL-2.0-only
/* Tables of a guest address space, on a tree whose page tables are ptdescs. */

static struct page *space_table(void)
{
	struct page *pg;

	pg = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	if (!pg)
		return NULL;
	mark_table(page_to_virt(pg), 1UL << CRST_ALLOC_ORDER);
	return pg;
}

static int space_init(struct gmap *space)
{
	struct page *pg;

	INIT_LIST_HEAD(&space->crst_list);
	pg = space_table();
	if (!pg)
		return -ENOMEM;
	pg->index = 0;
	list_add(&pg->lru, &space->crst_list);
	space->table = page_to_virt(pg);
	return 0;
}

/* The page tables of a shadow are descriptors already. */
static void space_drop(struct gmap *space)
{
	struct page *page, *tmp;

	list_for_each_entry_safe(page, tmp, &space->crst_list, lru)
		__free_pages(page, CRST_ALLOC_ORDER);
	if (space->parent) {
		struct ptdesc *ptdesc, *n;

		list_for_each_entry_safe(ptdesc, n, &space->pt_list, pt_list)
			release_table(ptdesc);
		space_put(space->parent);
	}
}

static int space_grow(struct gmap *space, unsigned long *slot,
		      unsigned long where)
{
	struct page *fresh;

	fresh = space_table();
	if (!fresh)
		return -ENOMEM;
	spin_lock(&space->guest_table_lock);
	if (*slot & _REGION_ENTRY_INVALID) {
		list_add_tail(&fresh->lru, &space->crst_list);
		*slot = page_to_phys(fresh) | _REGION_ENTRY_LENGTH;
		fresh->index = where;
		fresh = NULL;
	}
	spin_unlock(&space->guest_table_lock);
	if (fresh)
		__free_pages(fresh, CRST_ALLOC_ORDER);
	return 0;
}

static unsigned long slot_to_guest(unsigned long *slot)
{
	struct page *holder;
	unsigned long off;

	off = (unsigned long)slot / sizeof(unsigned long);
	off = (off & (PTRS_PER_PMD - 1)) * PMD_SIZE;
	holder = pmd_pgtable_page((pmd_t *)slot);
	return holder->index + off;
}

static void shadow_cut_all(struct gmap *shadow, unsigned long *table)
{
	struct page *pg;
	phys_addr_t low;
	int i;

	for (i = 0; i < _CRST_ENTRIES; i++) {
		if (!(table[i] & _REGION_ENTRY_ORIGIN))
			continue;
		low = table[i] & _REGION_ENTRY_ORIGIN;
		/* Free the segment table */
		pg = phys_to_page(low);
		list_del(&pg->lru);
		__free_pages(pg, CRST_ALLOC_ORDER);
	}
}

int shadow_segment(struct gmap *shadow, unsigned long from, int fake)
{
	struct page *pg;
	int rc;

	pg = space_table();
	if (!pg)
		return -ENOMEM;
	pg->index = from & _REGION_ENTRY_ORIGIN;
	if (fake)
		pg->index |= GMAP_SHADOW_FAKE_TABLE;
	spin_lock(&shadow->guest_table_lock);
	rc = shadow_race(shadow);
	if (rc)
		goto out_free;
	list_add(&pg->lru, &shadow->crst_list);
	spin_unlock(&shadow->guest_table_lock);
	return 0;
out_free:
	spin_unlock(&shadow->guest_table_lock);
	__free_pages(pg, CRST_ALLOC_ORDER);
	return rc;
}

/* What comes as a descriptor stays one. */
int shadow_pages(struct gmap *shadow, unsigned long from, int fake)
{
	struct ptdesc *ptdesc;

	ptdesc = obtain_table(shadow->mm);
	if (!ptdesc)
		return -ENOMEM;
	ptdesc->pt_index = from & _SEGMENT_ENTRY_ORIGIN;
	if (fake)
		ptdesc->pt_index |= GMAP_SHADOW_FAKE_TABLE;
	list_add(&ptdesc->pt_list, &shadow->pt_list);
	return 0;
}

int shadow_find(unsigned long *slot, unsigned long *from)
{
	struct page *pg;

	pg = pfn_to_page(*slot >> PAGE_SHIFT);
	*from = pg->index & ~GMAP_SHADOW_FAKE_TABLE;
	return 0;
}

int shadow_is_fake(unsigned long *slot)
{
	struct page *pg;

	pg = pfn_to_page(*slot >> PAGE_SHIFT);
	return !!(pg->index & GMAP_SHADOW_FAKE_TABLE);
}

void shadow_make_fake(unsigned long *slot)
{
	struct page *pg;

	pg = pfn_to_page(*slot >> PAGE_SHIFT);
	pg->index |= GMAP_SHADOW_FAKE_TABLE;
}

void space_forget_top(struct gmap *space)
{
	struct page *top;

	top = virt_to_page(space->table);
	spin_lock(&space->guest_table_lock);
	list_del(&top->lru);
	/* The list head must stay valid: this may run again. */
	INIT_LIST_HEAD(&top->lru);
	spin_unlock(&space->guest_table_lock);
}
