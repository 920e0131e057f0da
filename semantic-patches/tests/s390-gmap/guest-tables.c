// SPDX-License-Identifier: GPL-2.0-only
/* Tables of a guest address space, under other names. */

static int space_init(struct gmap *space)
{
	struct page *pg;

	INIT_LIST_HEAD(&space->crst_list);
	pg = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	if (!pg)
		return -ENOMEM;
	pg->_pt_s390_gaddr = 0;
	list_add(&pg->lru, &space->crst_list);
	return 0;
}

static void space_drop(struct gmap *space)
{
	struct page *pos, *tmp;

	/* The list and its iterator change together. */
	list_for_each_entry_safe(pos, tmp, &space->crst_list, lru) {
		pos->_pt_s390_gaddr = 0;
		__free_pages(pos, CRST_ALLOC_ORDER);
	}
	if (space->parent) {
		list_for_each_entry_safe(pos, tmp, &space->pt_list, lru) {
			pos->_pt_s390_gaddr = 0;
			release_guest_pgt(pos);
		}
		space_put(space->parent);
	}
	kfree(space);
}

static int space_grow(struct gmap *space, unsigned long *slot,
		      unsigned long where)
{
	struct page *fresh;

	fresh = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	if (!fresh)
		return -ENOMEM;
	spin_lock(&space->guest_table_lock);
	if (*slot & _REGION_ENTRY_INVALID) {
		list_add_tail(&fresh->lru, &space->crst_list);
		*slot = page_to_phys(fresh) | _REGION_ENTRY_LENGTH;
		fresh->_pt_s390_gaddr = where;
		fresh = NULL;
	}
	spin_unlock(&space->guest_table_lock);
	if (fresh) {
		fresh->_pt_s390_gaddr = 0;
		__free_pages(fresh, CRST_ALLOC_ORDER);
	}
	return 0;
}

static unsigned long slot_to_guest(unsigned long *slot);

static unsigned long huge_to_guest(pmd_t *pmdp)
{
	return slot_to_guest((unsigned long *)pmdp);
}

static unsigned long slot_to_guest(unsigned long *slot)
{
	struct page *holder;
	unsigned long off, keep;

	off = (unsigned long) slot / sizeof(unsigned long);
	off = (off & (PTRS_PER_PMD - 1)) * PMD_SIZE;
	keep = ~(PTRS_PER_PMD * sizeof(pmd_t) - 1);
	holder = virt_to_page((void *)((unsigned long) slot & keep));
	return holder->_pt_s390_gaddr + off;
}

static void shadow_cut(struct gmap *shadow, unsigned long *slot)
{
	unsigned long *low = (unsigned long *)(*slot & _SEGMENT_ENTRY_ORIGIN);
	struct page *pg;

	*slot = _SEGMENT_ENTRY_EMPTY;
	pg = pfn_to_page(__pa(low) >> PAGE_SHIFT);
	list_del(&pg->lru);
	pg->_pt_s390_gaddr = 0;
	release_guest_pgt(pg);
}

static void shadow_cut_all(struct gmap *shadow, unsigned long *table)
{
	unsigned long *low;
	struct page *pg;
	int i;

	for (i = 0; i < _CRST_ENTRIES; i++) {
		if (!(table[i] & _REGION_ENTRY_ORIGIN))
			continue;
		low = (unsigned long *)(table[i] & _REGION_ENTRY_ORIGIN);
		/* Free the segment table */
		pg = pfn_to_page(__pa(low) >> PAGE_SHIFT);
		list_del(&pg->lru);
		pg->_pt_s390_gaddr = 0;
		__free_pages(pg, CRST_ALLOC_ORDER);
	}
}

int shadow_segment(struct gmap *shadow, unsigned long from, int fake)
{
	struct page *pg;
	int rc;

	pg = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	if (!pg)
		return -ENOMEM;
	pg->_pt_s390_gaddr = from & _REGION_ENTRY_ORIGIN;
	if (fake)
		pg->_pt_s390_gaddr |= GMAP_SHADOW_FAKE_TABLE;
	spin_lock(&shadow->guest_table_lock);
	rc = shadow_race(shadow);
	if (rc)
		goto out_free;
	list_add(&pg->lru, &shadow->crst_list);
	spin_unlock(&shadow->guest_table_lock);
	return 0;
out_free:
	spin_unlock(&shadow->guest_table_lock);
	pg->_pt_s390_gaddr = 0;
	__free_pages(pg, CRST_ALLOC_ORDER);
	return rc;
}

int shadow_find(struct gmap *shadow, unsigned long *slot,
		unsigned long *from, int *fake)
{
	struct page *pg;

	if (*slot & _SEGMENT_ENTRY_INVALID)
		return -EAGAIN;
	pg = pfn_to_page(*slot >> PAGE_SHIFT);
	*from = pg->_pt_s390_gaddr & ~GMAP_SHADOW_FAKE_TABLE;
	*fake = !!(pg->_pt_s390_gaddr & GMAP_SHADOW_FAKE_TABLE);
	return 0;
}

int shadow_pages(struct gmap *shadow, unsigned long from, int fake)
{
	struct page *pg;
	int rc;

	pg = obtain_guest_pgt(shadow->mm);
	if (!pg)
		return -ENOMEM;
	pg->_pt_s390_gaddr = from & _SEGMENT_ENTRY_ORIGIN;
	if (fake)
		pg->_pt_s390_gaddr |= GMAP_SHADOW_FAKE_TABLE;
	rc = shadow_race(shadow);
	if (rc)
		goto out_free;
	list_add(&pg->lru, &shadow->pt_list);
	return 0;
out_free:
	pg->_pt_s390_gaddr = 0;
	release_guest_pgt(pg);
	return rc;
}

int space_replace_top(struct gmap *space)
{
	struct page *pg;
	void *copy;

	pg = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	if (!pg)
		return -ENOMEM;
	pg->_pt_s390_gaddr = 0;
	copy = page_to_virt(pg);
	memcpy(copy, space->table, 1UL << (CRST_ALLOC_ORDER + PAGE_SHIFT));
	list_add(&pg->lru, &space->crst_list);
	return 0;
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
