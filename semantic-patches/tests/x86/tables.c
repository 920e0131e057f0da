// SPDX-License-Identifier: GPL-2.0-only
/* PGDs in a list, and PMDs that are allocated ahead. */

void __give_pte(struct mmu_gather *tlb, struct page *table)
{
	pgtable_pte_page_dtor(table);
	paravirt_release_pte(page_to_pfn(table));
	remove_hook(tlb, table);
}

void __give_pmd(struct mmu_gather *tlb, pmd_t *table)
{
	struct page *pg = virt_to_page(table);
	paravirt_release_pmd(__pa(table) >> PAGE_SHIFT);
#ifdef CONFIG_X86_PAE
	tlb->need_flush_all = 1;
#endif
	pgtable_pmd_page_dtor(pg);
	remove_hook(tlb, pg);
}

/* The hook takes a page, and no constructor told more about this level. */
void __give_pud(struct mmu_gather *tlb, pud_t *table)
{
	paravirt_release_pud(__pa(table) >> PAGE_SHIFT);
	remove_hook(tlb, virt_to_page(table));
}

static inline void enlist(pgd_t *table)
{
	struct page *pg = virt_to_page(table);

	list_add(&pg->lru, &all_tables);
}

static void set_owner(pgd_t *table, struct mm_struct *mm)
{
	virt_to_page(table)->pt_mm = mm;
}

struct mm_struct *owner_of(struct page *pg)
{
	return pg->pt_mm;
}

static void drop(struct mm_struct *mm, pmd_t *tables[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (tables[i]) {
			pgtable_pmd_page_dtor(virt_to_page(tables[i]));
			free_page((unsigned long)tables[i]);
			mm_dec_nr_pmds(mm);
		}
}

static int fill(struct mm_struct *mm, pmd_t *tables[], int count)
{
	bool failed = false;
	gfp_t flags = GFP_PGTABLE_USER;
	int i;

	for (i = 0; i < count; i++) {
		pmd_t *table = (pmd_t *)__get_free_page(flags);
		if (!table)
			failed = true;
		if (table && !pgtable_pmd_page_ctor(virt_to_page(table))) {
			free_page((unsigned long)table);
			table = NULL;
			failed = true;
		}
		if (table)
			mm_inc_nr_pmds(mm);
		tables[i] = table;
	}

	if (failed)
		drop(mm, tables, count);
	return failed;
}

/* The copy is not a page table. */
int drop_below(pud_t *entry, unsigned long addr)
{
	pmd_t *table, *copy;
	pte_t *lower;
	int i;

	table = pud_pgtable(*entry);
	copy = (pmd_t *)__get_free_page(GFP_KERNEL);
	if (!copy)
		return 0;

	for (i = 0; i < PTRS_PER_PMD; i++) {
		copy[i] = table[i];
		pmd_clear(&table[i]);
	}

	pud_clear(entry);

	for (i = 0; i < PTRS_PER_PMD; i++) {
		if (!pmd_none(copy[i])) {
			lower = (pte_t *)pmd_page_vaddr(copy[i]);
			free_page((unsigned long)lower);
		}
	}

	free_page((unsigned long)copy);

	pgtable_pmd_page_dtor(virt_to_page(table));
	free_page((unsigned long)table);

	return 1;
}

int drop_pud(p4d_t *entry)
{
	pud_t *table = p4d_pgtable(*entry);

	free_pages((unsigned long)table, 1);
	return 1;
}

/* Both halves of this pair are here: it is left for later. */
static pgd_t *_root_alloc(void)
{
	return (pgd_t *)__get_free_pages(GFP_PGTABLE_USER, ROOT_ORDER);
}

static void _root_free(pgd_t *root)
{
	free_pages((unsigned long)root, ROOT_ORDER);
}
