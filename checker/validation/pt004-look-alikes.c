// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Memory that a leaf maps, or that is no page's: none of it is a table. */
void map_page(pte_t *pte, pgprot_t prot)
{
	struct page *page = alloc_page(GFP_KERNEL);

	set_pte(pte, mk_pte(page, prot));
}

void map_huge(pmd_t *pmd, pgprot_t prot)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 9);

	set_pmd(pmd, pfn_pmd(page_to_pfn(page), prot));
}

void map_huge_by_flag(pmd_t *pmd)
{
	void *memory = (void *)__get_free_pages(GFP_KERNEL, 9);

	set_pmd(pmd, __pmd(__pa(memory) | _PAGE_PSE));
}

/* An array of entries on the way to a page table. */
pte_t *saved_entries(unsigned long count)
{
	return kmalloc(count * sizeof(pte_t), GFP_KERNEL);
}

pmd_t *boot_table(void)
{
	return memblock_alloc(PAGE_SIZE, PAGE_SIZE);
}

/* A hypervisor's own entries are no page tables of the kernel. */
void stage2(u64 *sptep)
{
	u64 *table = (u64 *)get_zeroed_page(GFP_KERNEL);

	*sptep = __pa(table) | 7;
}

struct batch {
	struct batch *next;
	unsigned int count;
	void *tables[];
};

/* The page that keeps tables until they can be freed is not one of them. */
void batch(struct batch **batches, pte_t *pte)
{
	struct batch *new = (struct batch *)__get_free_page(GFP_KERNEL);

	new->tables[new->count++] = pte;
	*batches = new;
	free_page((unsigned long)new);
}

/* Entries that are copied aside while their table is taken apart. */
bool copy(pmd_t *pmd)
{
	pmd_t *saved = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!saved)
		return 0;
	for (int i = 0; i < 512; i++)
		saved[i] = pmd[i];
	for (int i = 0; i < 512; i++)
		if (!pmd_none(saved[i]))
			pmd_clear(&pmd[i]);
	free_page((unsigned long)saved);
	return 1;
}

pte_t *settled(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	return ptdesc_address(ptdesc);
}

/*
 * check-name: memory that becomes none
 * check-exit-value: 0
 */
