// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

void by_type(pud_t *pud)
{
	free_page((unsigned long)pud);
}

void by_pgtable(pgtable_t table)
{
	__free_page(table);
}

void read_from_entry(pmd_t *pmd)
{
	unsigned long table = pmd_page_vaddr(*pmd);

	pmd_clear(pmd);
	free_page(table);
}

void as_page(pud_t *pud)
{
	put_page(virt_to_page(pud_pgtable(*pud)));
}

static void release(struct page *page, int order)
{
	free_pages((unsigned long)page_address(page), order);
}

void through_helper(pmd_t *pmd)
{
	release(virt_to_page(pte_offset_kernel(pmd, 0)), 0);
}

void destructed(struct page *page)
{
	pagetable_pte_dtor(page_ptdesc(page));
	__free_page(page);
}

struct walk {
	unsigned long table;
};

static void remember(struct walk *walk, pmd_t *pmd)
{
	walk->table = (unsigned long)pmd;
}

void through_member(struct walk *walk, pmd_t *pmd)
{
	remember(walk, pmd);
	free_page(walk->table);
}

void boot_table(pud_t *pud)
{
	free_reserved_page(virt_to_page(pud));
}

void boot_page(pte_t *pte)
{
	free_reserved_page(pte_page(*pte));
}

/*
 * check-name: page tables freed as pages
 * check-exit-value: 1
 *
 * check-output-start
pt005-free.c:6:2: warning: free_page() frees a PUD table as a page [PT005]
pt005-free.c:11:2: warning: __free_page() frees a PTE table as a page [PT005]
pt005-free.c:19:2: warning: free_page() frees a PTE table as a page [PT005]
pt005-free.c:24:2: warning: put_page() frees a PMD table as a page [PT005]
pt005-free.c:27:34: warning: release() takes a PTE table as a page [PT009]
pt005-free.c:29:2: warning: free_pages() frees a PTE table as a page [PT005]
pt005-free.c:34:2: warning: release() is given a PTE table as a page [PT009]
pt005-free.c:37:30: warning: destructed() takes a PTE table as a page [PT009]
pt005-free.c:40:2: warning: __free_page() frees a PTE table as a page [PT005]
pt005-free.c:55:2: warning: free_page() frees a PMD table as a page [PT005]
pt005-free.c:60:2: warning: free_reserved_page() frees a PUD table as a page [PT005]
 * check-output-end
 */
