/* SPDX-License-Identifier: GPL-2.0-only */
/* Both halves of each pair are here. */

extern inline void pte_free_kernel(struct mm_struct *mm, pte_t *entries)
{
	free_page((unsigned long) entries);
}

extern inline pte_t *take_kernel(struct mm_struct *mm)
{
	unsigned long where = __get_free_page(GFP_DMA);

	if (!where)
		return NULL;

	memset((void *)where, 0, PAGE_SIZE);
	return (pte_t *) (where);
}

extern inline pmd_t *same(pgd_t *entries, unsigned long address)
{
	return (pmd_t *) entries;
}

static inline void give(struct mmu_gather *tlb, pgtable_t entries,
			unsigned long address)
{
	struct page *sheet = virt_to_page(entries);

	pgtable_pte_page_dtor(sheet);
	__free_page(sheet);
}

static inline pgtable_t take(struct mm_struct *mm)
{
	struct page *sheet = alloc_pages(GFP_DMA, 0);
	pte_t *entries;

	if (!sheet)
		return NULL;
	if (!pgtable_pte_page_ctor(sheet)) {
		__free_page(sheet);
		return NULL;
	}

	entries = page_address(sheet);
	clear_page(entries);

	return entries;
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *root)
{
	free_page((unsigned long) root);
}

static inline pgd_t *take_root(struct mm_struct *mm)
{
	pgd_t *root;

	root = (pgd_t *)__get_free_page(GFP_DMA | __GFP_NOWARN);
	if (!root)
		return NULL;
	memset(root, 0, PAGE_OFFSET >> PGDIR_SHIFT);
	return root;
}
