// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* All callers have a table. */
struct mm_struct *pgd_page_owner(struct page *page);

struct mm_struct *pgd_page_owner(struct page *page)
{
	return page_ptdesc(page)->pt_mm;
}

struct mm_struct *owner_of(pgd_t *pgd)
{
	return pgd_page_owner(virt_to_page(pgd));
}

/* It stores it where only tables are. */
void pmd_populate_page(pmd_t *pmd, struct page *page)
{
	set_pmd(pmd, __pmd((page_to_pfn(page) << PAGE_SHIFT) | _PAGE_TABLE));
}

/* Its name is that of a free of the kernel. */
void pte_free(struct mm_struct *mm, struct page *pte)
{
	struct ptdesc *ptdesc = page_ptdesc(pte);

	pagetable_pte_dtor(ptdesc);
	pagetable_free(ptdesc);
}

static struct page *alloc_table(void)
{
	return ptdesc_page(pagetable_alloc(GFP_PGTABLE_KERNEL, 2));
}

void hang_in(pud_t *pud)
{
	set_pud(pud, __pud(page_to_phys(alloc_table()) | _PAGE_TABLE));
}

/* pgtable_t is what generic code hands out. */
void pte_free_tlb(struct mmu_gather *tlb, pgtable_t pte)
{
	tlb_remove_ptdesc(tlb, page_ptdesc(pte));
}

/* A page in hand, for a function of the API. */
void drop(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte)
{
	struct page *page = virt_to_page(pmd_page_vaddr(*pmd));

	pte_free(mm, page);
	pte_free(mm, pte);
	pte_free(mm, pmd_page(*pmd));
}

/* For tables and for data, and for what nobody knows. */
static void clear_both(struct page *page)
{
	page->flags = 0;
}

void clear_two(pte_t *pte)
{
	clear_both(virt_to_page(pte));
	clear_both(pte_page(*pte));
}

static void clear_any(struct page *page)
{
	page->flags = 0;
}

void clear_some(pmd_t *pmd, struct page **pages)
{
	clear_any(virt_to_page(pmd));
	clear_any(pages[0]);
}

/* A part of the API that hands a page to another one. */
void __pte_free_tlb(struct mmu_gather *tlb, struct page *pte)
{
	pte_free(0, pte);
}

/* What has to be a page can be asked for. */
void lock(pmd_t *pmd, struct ptdesc *ptdesc)
{
	lock_page(virt_to_page(pmd));
	lock_page(ptdesc_page(ptdesc));
}

/*
 * check-name: declared as pages, and always tables
 * check-exit-value: 1
 *
 * check-output-start
pt009-signature.c:5:19: warning: pgd_page_owner() takes a PGD table as a page [PT009]
pt009-signature.c:7:47: warning: pgd_page_owner() takes a PGD table as a page [PT009]
pt009-signature.c:14:9: warning: pgd_page_owner() is given a PGD table as a page [PT009]
pt009-signature.c:18:49: warning: pmd_populate_page() takes a page table as a page [PT009]
pt009-signature.c:24:50: warning: pte_free() takes a PTE table as a page [PT009]
pt009-signature.c:32:21: warning: alloc_table() returns a page table as a page [PT009]
pt009-signature.c:53:2: warning: pte_free() is given a PTE table as a page [PT009]
pt009-signature.c:66:2: warning: clear_both() is given a PTE table as a page [PT009]
pt009-signature.c:72:8: warning: 'flags' of struct page is used on a PMD table [PT003]
pt009-signature.c:77:2: warning: clear_any() is given a PMD table as a page [PT009]
pt009-signature.c:82:58: warning: __pte_free_tlb() takes a PTE table as a page [PT009]
pt009-signature.c:84:2: warning: pte_free() is given a PTE table as a page [PT009]
pt009-signature.c:90:2: warning: lock_page() is given a PMD table as a page [PT009]
 * check-output-end
 */
