// SPDX-License-Identifier: GPL-2.0-only
/* Pages that are no page tables, though they look like some. */

static struct page *data_page(struct address_space *mapping)
{
	struct page *page = alloc_page(GFP_HIGHUSER);

	if (!page)
		return NULL;
	list_add(&page->lru, &pages);
	return page;
}

static void data_free(struct mmu_gather *tlb, void *memory)
{
	struct page *page = virt_to_page(memory);

	if (PageReserved(page))
		return free_reserved_page(page);
	tlb_remove_page(tlb, page);
	__free_page(page);
}

static void data_linked(void *memory)
{
	struct page *page = virt_to_page(memory);

	list_add(&page->lru, &pages);
}

static pgtable_t deposited(struct mm_struct *mm)
{
	return mm->pmd_huge_pte;
}

static struct page *made_elsewhere(struct mm_struct *mm)
{
	struct page *pte;

	pte = __pte_alloc_one(mm, GFP_PGTABLE_USER);
	if (!pte)
		return NULL;
	if (!PageHighMem(pte))
		clean(page_address(pte));
	return pte;
}
