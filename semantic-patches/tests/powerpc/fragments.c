// SPDX-License-Identifier: GPL-2.0-only
/* Pages that are cut into fragments and counted in the descriptor. */

void bits_destroy(void *bits)
{
	int left;
	struct page *sheet;

	sheet = virt_to_page(bits);
	/* what nobody took yet */
	left = ((unsigned long)bits & ~PAGE_MASK) >> BIT_SIZE_SHIFT;
	if (atomic_sub_and_test(BIT_NR - left, &sheet->pt_frag_refcount)) {
		pgtable_pte_page_dtor(sheet);
		__free_page(sheet);
	}
}

static pte_t *fill_cache(struct mm_struct *mm, int kernel)
{
	void *first = NULL;
	struct page *page;

	if (!kernel) {
		page = alloc_page(TABLE_GFP | __GFP_ACCOUNT);
		if (!page)
			return NULL;
		if (!pgtable_pte_page_ctor(page)) {
			__free_page(page);
			return NULL;
		}
	} else {
		page = alloc_page(TABLE_GFP);
		if (!page)
			return NULL;
	}

	atomic_set(&page->pt_frag_refcount, 1);

	first = page_address(page);
	/*
	 * If we find pgtable_page set, we return
	 * the first bit only.
	 */
	if (likely(!mm->context.bits)) {
		atomic_set(&page->pt_frag_refcount, BIT_NR);
		mm->context.bits = first + BIT_SIZE;
	}

	return (pte_t *)first;
}

static pmd_t *fill_pmd_cache(struct mm_struct *mm)
{
	gfp_t gfp = GFP_KERNEL_ACCOUNT | __GFP_ZERO;
	struct page *pg;
	pmd_t *pmd;

	if (mm == &init_mm)
		gfp &= ~__GFP_ACCOUNT;
	pg = alloc_pages(gfp, PMD_ORDER);
	if (!pg)
		return NULL;
	/* pgtable_pmd_page_ctor() can fail. */
	if (!pgtable_pmd_page_ctor(pg)) {
		__free_pages(pg, PMD_ORDER);
		return NULL;
	}

	atomic_set(&pg->pt_frag_refcount, 1);
	pmd = (pmd_t *)page_address(pg);
	return pmd;
}

void bits_free(unsigned long *table, int kernel)
{
	struct page *page = virt_to_page(table);

	if (PageReserved(page))
		return free_reserved_page(page);

	BUG_ON(atomic_read(&page->pt_frag_refcount) <= 0);
	if (atomic_dec_and_test(&page->pt_frag_refcount)) {
		if (!kernel)
			pgtable_pmd_page_dtor(page);
		__free_page(page);
	}
}

/* What is removed has a tag in its low bits: it is no descriptor. */
void bits_remove(struct mmu_gather *tlb, void *table, int index)
{
	unsigned long tagged = (unsigned long)table;

	tagged |= index;
	tlb_remove_table(tlb, (void *)tagged);
}
