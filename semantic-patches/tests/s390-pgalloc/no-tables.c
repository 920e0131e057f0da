// SPDX-License-Identifier: GPL-2.0-only
/* Memory that is no page table of this step. Nothing here may change. */

static unsigned long *keep_cached(struct kmem_cache *base)
{
	unsigned long *table = kmem_cache_alloc(base, GFP_KERNEL);

	if (table)
		memset64((u64 *)table, _PAGE_INVALID, PTRS_PER_PTE);
	return table;
}

/* Its order is an argument: it frees what it mapped as data, too. */
static void *keep_early_pages(unsigned int order)
{
	if (slab_is_available())
		return (void *)__get_free_pages(GFP_KERNEL, order);
	return memblock_alloc(PAGE_SIZE << order, PAGE_SIZE << order);
}

static void keep_early_free(unsigned long addr, int order)
{
	free_pages(addr, order);
}

static void *keep_early_crst(unsigned long val)
{
	unsigned long *table = keep_early_pages(CRST_ALLOC_ORDER);

	if (!table)
		return NULL;
	crst_table_init(table, val);
	if (slab_is_available())
		arch_set_page_dat(virt_to_page(table), CRST_ALLOC_ORDER);
	return table;
}

static void keep_leaf(pmd_t *pmd)
{
	struct page *page = pmd_page(*pmd);

	set_bit(PG_arch_1, &page->flags);
	__free_pages(page, get_order(PMD_SIZE));
}

struct page *keep_buffer(struct mm_struct *mm)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	return page;
}

void keep_buffer_free(struct page *page)
{
	__free_page(page);
}

/* Converted already. */
static struct ptdesc *keep_descriptor(struct mm_struct *mm, void *table)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(table);

	if (!list_empty(&mm->context.pgtable_list))
		ptdesc = list_first_entry(&mm->context.pgtable_list,
					  struct ptdesc, pt_list);
	keep_count(ptdesc, atomic_read(&ptdesc->pt_frag_refcount));
	return ptdesc;
}
