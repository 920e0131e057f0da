// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Members of struct page that are a page table's, however they are reached. */
spinlock_t *lock_of(struct page *page)
{
	return &page->ptl;
}

struct page *deposited(pmd_t *pmd)
{
	return virt_to_page(pmd)->pmd_huge_pte;
}

#define table_mm(page)	((page)->pt_mm)

void set_mm(struct page *page, struct mm_struct *mm)
{
	table_mm(page) = mm;
	page->pt_frag_refcount++;
}

unsigned long lock_offset(void)
{
	return offsetof(struct page, ptl) + sizeof(((struct page *)0)->pt_mm);
}

/* The same names in other structures are not meant. */
struct page *of_mm(struct mm_struct *mm, struct ptdesc *ptdesc)
{
	mm->pmd_huge_pte = ptdesc->pmd_huge_pte;
	ptdesc->pt_mm = mm;
	return mm->pmd_huge_pte;
}

/*
 * check-name: members of struct page that are a page table's
 * check-exit-value: 1
 *
 * check-output-start
pt001-members.c:5:34: warning: lock_of() takes a page table as a page [PT009]
pt001-members.c:7:16: warning: 'ptl' of struct page belongs to page tables [PT001]
pt001-members.c:10:14: warning: deposited() returns a PMD table as a page [PT009]
pt001-members.c:12:28: warning: 'pmd_huge_pte' of struct page belongs to page tables [PT001]
pt001-members.c:15:33: warning: 'pt_mm' of struct page belongs to page tables [PT001]
pt001-members.c:17:26: warning: set_mm() takes a page table as a page [PT009]
pt001-members.c:20:8: warning: 'pt_frag_refcount' of struct page belongs to page tables [PT001]
pt001-members.c:25:31: warning: 'ptl' of struct page belongs to page tables [PT001]
pt001-members.c:25:65: warning: 'pt_mm' of struct page belongs to page tables [PT001]
pt001-members.c:29:14: warning: of_mm() returns a page table as a page [PT009]
 * check-output-end
 *
 * check-syntax-why: a macro is a function that takes what it is given
 * check-syntax-exit-value: 1
 * check-syntax-output-start
pt001-members.c:5:34: warning: lock_of() takes a page table as a page [PT009]
pt001-members.c:7:16: warning: 'ptl' of struct page belongs to page tables [PT001]
pt001-members.c:10:14: warning: deposited() returns a PMD table as a page [PT009]
pt001-members.c:12:28: warning: 'pmd_huge_pte' of struct page belongs to page tables [PT001]
pt001-members.c:15:18: warning: table_mm() takes a page table as a page [PT009]
pt001-members.c:15:33: warning: 'pt_mm' of struct page belongs to page tables [PT001]
pt001-members.c:17:26: warning: set_mm() takes a page table as a page [PT009]
pt001-members.c:20:8: warning: 'pt_frag_refcount' of struct page belongs to page tables [PT001]
pt001-members.c:25:31: warning: 'ptl' of struct page belongs to page tables [PT001]
pt001-members.c:25:65: warning: 'pt_mm' of struct page belongs to page tables [PT001]
pt001-members.c:29:14: warning: of_mm() returns a page table as a page [PT009]
 * check-syntax-output-end
 */
