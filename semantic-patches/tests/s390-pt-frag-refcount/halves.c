// SPDX-License-Identifier: GPL-2.0-only
/* Two half-page tables in one page, under other names. */

static inline unsigned int flip(atomic_t *v, unsigned int bits)
{
	unsigned int old, new;

	do {
		old = atomic_read(v);
		new = old ^ bits;
	} while (atomic_cmpxchg(v, old, new) != old);
	return new;
}

/*
 * A page holds two tables.
 *
 * The upper byte (bits 24-31) of the parent page _refcount is used
 * for tracking the halves and has the following format:
 *
 *   PP  AA
 * 01234567    upper byte (bits 24-31) of struct page::_refcount
 *   ||  ||
 *   ||  |+--- upper half is allocated
 *   ||  +---- lower half is allocated
 *   |+------- upper half is pending for removal
 *   +-------- lower half is pending for removal
 *
 * (See commit 0123456789ab ("s390: keep it there") on why
 * using _refcount is possible).
 *
 * When a half is allocated the corresponding AA bit is set to 1.
 */
unsigned long *half_alloc(struct mm_struct *mm, int whole)
{
	unsigned long *table = NULL;
	unsigned int state, which;
	struct page *pg;

	if (!whole && !list_empty(&mm->context.pgtable_list)) {
		pg = list_first_entry(&mm->context.pgtable_list,
				      struct page, lru);
		state = atomic_read(&pg->_refcount) >> 24;
		/*
		 * Pending halves count too. Or else an impossible value
		 * (0x13 say) is written to _refcount.
		 */
		state = (state | (state >> 4)) & 0x03U;
		if (state != 0x03U) {
			table = (unsigned long *) page_to_virt(pg);
			which = state & 1;
			flip(&pg->_refcount,
						0x01U << (which + 24));
			list_del(&pg->lru);
			return table + which * PTRS_PER_PTE;
		}
	}
	pg = alloc_page(GFP_KERNEL);
	if (!pg)
		return NULL;
	if (!pgtable_pte_page_ctor(pg)) {
		__free_page(pg);
		return NULL;
	}
	table = (unsigned long *) page_to_virt(pg);
	if (whole) {
		flip(&pg->_refcount, 0x03U << 24);
	} else {
		flip(&pg->_refcount, 0x01U << 24);
		list_add(&pg->lru, &mm->context.pgtable_list);
	}
	return table;
}

unsigned long *upper_half_alloc(struct mm_struct *mm, unsigned int which)
{
	struct page *pg = alloc_pages(GFP_KERNEL, 0);

	if (!pg)
		return NULL;
	flip(&pg->_refcount, 0x01U << (which + 24));
	return page_to_virt(pg);
}

void half_free(struct mm_struct *mm, unsigned long *table, unsigned int which)
{
	struct page *pg = virt_to_page(table);
	unsigned int state;

	spin_lock_bh(&mm->context.lock);
	state = flip(&pg->_refcount, 0x11U << (which + 24));
	state >>= 24;
	if (state & 0x03U)
		list_add(&pg->lru, &mm->context.pgtable_list);
	else
		list_del(&pg->lru);
	spin_unlock_bh(&mm->context.lock);
	state = flip(&pg->_refcount, 0x10U << (which + 24)) >> 24;
	if (state != 0x00U)
		return;
	pgtable_pte_page_dtor(pg);
	__free_page(pg);
}

void half_remove(void *tagged)
{
	unsigned int state = (unsigned long) tagged & 0x03U, half = state;
	void *table = (void *)((unsigned long) tagged ^ state);
	struct page *pg = virt_to_page(table);

	switch (half) {
	case 0x00U:
		free_pages((unsigned long)table, CRST_ALLOC_ORDER);
		return;
	case 0x01U:
	case 0x02U:
		state = flip(&pg->_refcount, state << (4 + 24));
		trace_half(table);
		state >>= 24;
		if (state != 0x00U)
			return;
		break;
	case 0x03U:
		state = flip(&pg->_refcount, 0x03U << 24);
		state >>= 24;
		break;
	}
	pgtable_pte_page_dtor(pg);
	__free_page(pg);
}
