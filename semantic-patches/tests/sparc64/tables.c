// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's tables have no constructor; both halves are here. */

pte_t *take_kernel(struct mm_struct *mm)
{
	struct page *sheet = alloc_page(GFP_KERNEL | __GFP_ZERO);
	pte_t *entries = NULL;

	if (sheet)
		entries = (pte_t *) page_address(sheet);

	return entries;
}

pgtable_t take(struct mm_struct *mm)
{
	struct page *sheet = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!sheet)
		return NULL;
	if (!pgtable_pte_page_ctor(sheet)) {
		__free_page(sheet);
		return NULL;
	}
	return (pte_t *) page_address(sheet);
}

void pte_free_kernel(struct mm_struct *mm, pte_t *entries)
{
	free_page((unsigned long)entries);
}

static void __drop(pgtable_t entries)
{
	struct page *sheet = virt_to_page(entries);

	pgtable_pte_page_dtor(sheet);
	__free_page(sheet);
}

/* Memory with a tag, not a descriptor. */
void drop_later(struct mmu_gather *tlb, void *table, bool is_page)
{
	unsigned long tagged = (unsigned long)table;

	if (is_page)
		tagged |= 0x1UL;
	tlb_remove_table(tlb, (void *)tagged);
}

pmd_t *take_beside(struct mm_struct *mm)
{
	struct page *data, *sheet;

	data = alloc_page(GFP_KERNEL);
	sheet = alloc_pages(GFP_KERNEL, 1);
	note(data);
	return page_to_entries(mm, (pmd_t *)page_address(sheet));
}

pgd_t *take_root_beside(struct mm_struct *mm)
{
	struct page *data, *sheet = alloc_pages(GFP_KERNEL, 1);
	pgd_t *root;

	data = alloc_page(GFP_KERNEL);
	root = page_address(sheet);
	note(data);
	return root;
}

pgd_t *take_root(struct mm_struct *mm)
{
	struct page *sheet;
	pgd_t *root;

	sheet = alloc_page(GFP_KERNEL);
	root = page_address(sheet);
	return root;
}

void drop_root(pgd_t *root, int order)
{
	free_pages((unsigned long)root, order);
}

char *take_data(void)
{
	struct page *data = alloc_page(GFP_KERNEL);
	char *bytes = page_address(data);

	return bytes;
}
