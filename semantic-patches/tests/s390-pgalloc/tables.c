// SPDX-License-Identifier: GPL-2.0-only
/* Page tables of a process, under other names. */

unsigned long *wide_alloc(struct mm_struct *mm)
{
	struct page *pg = alloc_pages(GFP_KERNEL, CRST_ALLOC_ORDER);

	if (!pg)
		return NULL;
	arch_set_page_dat(pg, CRST_ALLOC_ORDER);
	return (unsigned long *) page_to_virt(pg);
}

void wide_free(struct mm_struct *mm, unsigned long *table)
{
	free_pages((unsigned long)table, CRST_ALLOC_ORDER);
}

pmd_t *wide_pmd_alloc(void)
{
	struct page *pg;

	pg = alloc_pages(GFP_KERNEL, CRST_ALLOC_ORDER);
	if (!pg)
		return NULL;
	if (!pgtable_pmd_page_ctor(pg)) {
		__free_pages(pg, CRST_ALLOC_ORDER);
		return NULL;
	}
	return page_address(pg);
}

void wide_pmd_free(pmd_t *pmd)
{
	struct page *pg = virt_to_page(pmd);

	pgtable_pmd_page_dtor(pg);
	__free_pages(pg, CRST_ALLOC_ORDER);
}

#ifdef CONFIG_PGSTE

struct page *guest_table_alloc(struct mm_struct *mm)
{
	struct page *pg;
	u64 *entries;

	pg = alloc_page(GFP_KERNEL);
	if (pg) {
		entries = (u64 *)page_to_virt(pg);
		memset64(entries, _PAGE_INVALID, PTRS_PER_PTE);
		memset64(entries + PTRS_PER_PTE, 0, PTRS_PER_PTE);
	}
	return pg;
}

void guest_table_free(struct page *pg)
{
	__free_page(pg);
}

#endif /* CONFIG_PGSTE */

/*
 * Both halves of a page are tables. Which are in use stands in the
 * 01234567    lower byte (bits 0-7) of struct page::pt_frag_refcount
 */
unsigned long *half_alloc(struct mm_struct *mm, int whole)
{
	unsigned long *table;
	struct page *pg;
	unsigned int state;

	if (!list_empty(&mm->context.pgtable_list)) {
		pg = list_first_entry(&mm->context.pgtable_list,
				      struct page, lru);
		state = atomic_read(&pg->pt_frag_refcount);
		if (state != 0x03U) {
			flip(&pg->pt_frag_refcount, 0x01U << (state & 1));
			list_del(&pg->lru);
			table = (unsigned long *) page_to_virt(pg);
			return table + (state & 1) * PTRS_PER_PTE;
		}
	}
	/* Allocate a fresh page */
	pg = alloc_page(GFP_KERNEL);
	if (!pg)
		return NULL;
	if (!pgtable_pte_page_ctor(pg)) {
		__free_page(pg);
		return NULL;
	}
	arch_set_page_dat(pg, 0);
	atomic_set(&pg->pt_frag_refcount, whole ? 0x03U : 0x01U);
	if (!whole)
		list_add(&pg->lru, &mm->context.pgtable_list);
	return (unsigned long *)page_to_virt(pg);
}

static void complain(struct page *pg, void *table,
		     unsigned int half, unsigned int state)
{
	char msg[128];

	if (!state)
		return;
	snprintf(msg, sizeof(msg), "table %p half %x state %x",
		 table, half, state);
	dump_page(pg, msg);
}

void half_free_later(struct mmu_gather *tlb, unsigned long *table,
		     unsigned int which)
{
	struct mm_struct *mm = tlb->mm;
	struct page *pg;

	pg = virt_to_page(table);
	if (flip(&pg->pt_frag_refcount, 0x11U << which) & 0x03U)
		list_add_tail(&pg->lru, &mm->context.pgtable_list);
	else
		list_del(&pg->lru);
	tlb_remove_table(tlb, (void *)((unsigned long) table | 1 << which));
}

/* Every case of the tag is a table; the plain one is a wide one. */
void tagged_free(void *tagged)
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
		state = flip(&pg->pt_frag_refcount, state << 4);
		if (state != 0x00U)
			return;
		break;
	case 0x03U:
		state = flip(&pg->pt_frag_refcount, 0x03U);
		break;
	}
	complain(pg, table, half, state);
	pgtable_pte_page_dtor(pg);
	__free_page(pg);
}

/* The pointer moves on: what is freed is not what was looked up. */
void next_free(unsigned long *table)
{
	struct page *pg = virt_to_page(table);

	pgtable_pte_page_dtor(pg);
	__free_page(pg);
	table = next_table(table);
	free_pages((unsigned long)table, CRST_ALLOC_ORDER);
}
