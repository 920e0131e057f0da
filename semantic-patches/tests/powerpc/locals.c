// SPDX-License-Identifier: GPL-2.0-only
/* The ways to hold a page table in a local, and to use it. */

static pmd_t *one_of_two_locals(gfp_t gfp)
{
	struct page *page, *data;

	data = alloc_page(gfp);
	page = alloc_pages(gfp, 1);
	if (!page || !pgtable_pmd_page_ctor(page))
		return NULL;
	list_add(&data->lru, &pages);
	return (pmd_t *)page_address(page);
}

static void one_of_two_initialised(void *memory)
{
	struct page *data, *page = virt_to_page(memory);

	data = NULL;
	pgtable_pte_page_dtor(page);
	free_page((unsigned long)page_address(page));
	put_data(data);
}

static pte_t *initialised_by_allocation(void)
{
	struct page *pg = alloc_page(GFP_KERNEL | __GFP_ZERO);

	if (pg == NULL)
		return NULL;
	if (!pgtable_pte_page_ctor(pg)) {
		free_pages((unsigned long)page_address(pg), 0);
		return NULL;
	}
	return page_address(pg);
}

static void *initialised_by_allocation_of_order(void)
{
	struct page *pg = alloc_pages(GFP_KERNEL, 2);
	pmd_t *pmd = pg ? (pmd_t *)page_address(pg) : NULL;

	pgtable_pmd_page_ctor(pg);
	return pmd;
}

static void integer_address(unsigned long where, uintptr_t there)
{
	struct page *page = virt_to_page(where);
	struct page *other;

	pgtable_pte_page_dtor(page);
	other = virt_to_page(there);
	__free_page(other);
}

static void from_a_page(pmd_t *pmd)
{
	struct page *page = pmd_page(*pmd);

	pgtable_pte_page_dtor(page);
	list_del(&page->lru);
	call_rcu(&page->rcu_head, free_it);
	page->private = 0;
}

static void started_as_null(pgtable_t *made)
{
	struct page *page = NULL;

	if (made)
		page = made[0];
	if (unlikely(page))
		pgtable_pte_page_dtor(page);
}

static void removed(struct mmu_gather *tlb, pmd_t *pmd)
{
	struct page *page = virt_to_page(pmd);

	pgtable_pmd_page_dtor(page);
	if (tlb->fullmm)
		tlb_remove_page(tlb, page);
	else
		tlb_remove_table(tlb, page);
}

static struct page *still_a_page(struct box *box, void *memory)
{
	struct page *page = virt_to_page(memory);

	if (!pgtable_pte_page_ctor(page))
		return NULL;
	box->page = page;
	note_pfn(page_to_pfn(page));
	return page;
}

static void two_tables(void *low, void *high)
{
	struct page *page = virt_to_page(low);
	struct page *upper = virt_to_page(high);

	pgtable_pte_page_dtor(page);
	pgtable_pmd_page_dtor(upper);
	__free_page(page);
	__free_page(upper);
}

static void two_tables_late(void *low, void *high)
{
	struct page *page;
	struct page *upper;

	page = virt_to_page(low);
	upper = virt_to_page(high);
	pgtable_pte_page_dtor(page);
	pgtable_pmd_page_dtor(upper);
}

static void name_is_taken(void *memory, struct ptdesc *ptdesc)
{
	struct page *page;
	struct page *more = virt_to_page(memory + PAGE_SIZE);

	page = virt_to_page(memory);
	pgtable_pte_page_dtor(page);
	note(more, ptdesc);
}

static void name_is_taken_early(void *memory, struct ptdesc *ptdesc)
{
	struct page *page = virt_to_page(memory);

	pgtable_pte_page_dtor(page);
	note(page, ptdesc);
}

static void parameter(struct mmu_gather *tlb, struct page *pg)
{
	pgtable_pte_page_dtor(pg);
	note_pfn(page_to_pfn(pg));
	tlb_remove_page(tlb, pg);
}

static void parameter_of_table_type(pgtable_t pte, int order)
{
	int more = order > 0;

	pgtable_pte_page_dtor(pte);
	if (more)
		__free_pages(pte, order);
	else
		__free_page(pte);
}

static void parameter_of_pmd(struct mmu_gather *tlb, struct page *pg)
{
	pgtable_pmd_page_dtor(pg);
	tlb_remove_table(tlb, pg);
}

static struct page *parameter_constructed(struct page *pg, bool pmd)
{
	if (pmd ? !pgtable_pmd_page_ctor(pg) : !pgtable_pte_page_ctor(pg)) {
		__free_page(pg);
		return NULL;
	}
	return pg;
}

/* The state of the table is all that tells. */
static struct mm_struct *owner(pgd_t *pgd)
{
	struct page *page = virt_to_page(pgd);

	return page->pt_mm;
}

static void linked(pgd_t *pgd, struct list_head *tables)
{
	struct page *page = virt_to_page(pgd);

	list_add(&page->lru, tables);
}

static void unlinked(pmd_t *pmd)
{
	struct page *page, *other;

	page = virt_to_page(pmd);
	other = NULL;
	list_del(&page->lru);
	put_data(other);
}

static void moved(pmd_t *pmd, struct list_head *tables)
{
	struct page *page;

	page = virt_to_page(pmd);
	list_move(&page->lru, tables);
}

static void linked_beside(pgd_t *pgd, struct list_head *tables)
{
	struct page *other, *page = virt_to_page(pgd);

	other = NULL;
	list_add(&page->lru, tables);
	put_data(other);
}

static void address_as_integer(struct page *data, void *memory)
{
	struct page *page = virt_to_page(memory);

	pgtable_pte_page_dtor(page);
	note_address((unsigned long)page_address(page));
	note(page_address(page));
}
