// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define _PAGE_HUGE	(1UL << 50)
#define _PAGE_PMD_HUGE	(1UL << 51)
#define _PAGE_PUD_HUGE	(1UL << 52)
#define P4D_TYPE_SECT	(1UL << 53)
#define _PAGE_HW_SZ	(1UL << 54)
#define _PAGE_LEAF	(1UL << 55)
#define _PAGE_PTE	(1UL << 56)
#define _PAGE_SZHUGE	(1UL << 57)
#define SRMMU_ET_PTE	(1UL << 58)
#define PMD_SECT_SUPER	(1UL << 59)
#define SRMMU_ET_MASK	3UL
#define SRMMU_ET_PTD	1UL
#define PMD_TYPE_MASK	3UL
#define PMD_TYPE_TABLE	3UL
#define PMD_TYPE_SECT	1UL

/* Who looks at the bit knows on which way there is a table. */
void page_huge(pmd_t pmd)
{
	if (pmd_val(pmd) & _PAGE_HUGE)
		__free_pages(pmd_page(pmd), 9);
	else
		__free_page(pmd_page(pmd));
}

void page_pmd_huge(pmd_t pmd)
{
	if (pmd_val(pmd) & _PAGE_PMD_HUGE)
		__free_pages(pmd_page(pmd), 9);
	else
		__free_page(pmd_page(pmd));
}

void page_pud_huge(pmd_t pmd)
{
	if (pmd_val(pmd) & _PAGE_PUD_HUGE)
		__free_pages(pmd_page(pmd), 9);
	else
		__free_page(pmd_page(pmd));
}

void p4d_type_sect(pmd_t pmd)
{
	if (pmd_val(pmd) & P4D_TYPE_SECT)
		__free_pages(pmd_page(pmd), 9);
	else
		__free_page(pmd_page(pmd));
}

void page_hw_sz(pmd_t pmd)
{
	if (pmd_val(pmd) & _PAGE_HW_SZ)
		__free_pages(pmd_page(pmd), 9);
	else
		__free_page(pmd_page(pmd));
}

void page_leaf(pmd_t pmd)
{
	if (pmd_val(pmd) & _PAGE_LEAF)
		__free_pages(pmd_page(pmd), 9);
	else
		__free_page(pmd_page(pmd));
}

void page_pte(pmd_t pmd)
{
	if (pmd_val(pmd) & _PAGE_PTE)
		__free_pages(pmd_page(pmd), 9);
	else
		__free_page(pmd_page(pmd));
}

void page_szhuge(pmd_t pmd)
{
	if (pmd_val(pmd) & _PAGE_SZHUGE)
		__free_pages(pmd_page(pmd), 9);
	else
		__free_page(pmd_page(pmd));
}

void srmmu_et_pte(pmd_t pmd)
{
	if (pmd_val(pmd) & SRMMU_ET_PTE)
		__free_pages(pmd_page(pmd), 9);
	else
		__free_page(pmd_page(pmd));
}

void pmd_sect_super(pmd_t pmd)
{
	if (pmd_val(pmd) & PMD_SECT_SUPER)
		__free_pages(pmd_page(pmd), 9);
	else
		__free_page(pmd_page(pmd));
}

/* One value of some bits. */
void is_table(pmd_t *pmd)
{
	if ((pmd_val(*pmd) & PMD_TYPE_MASK) == PMD_TYPE_TABLE)
		__free_page(pmd_page(*pmd));
	if ((pmd_val(*pmd) & SRMMU_ET_MASK) != SRMMU_ET_PTD)
		return;
	__free_page(pmd_page(*pmd));
}

void is_leaf(pmd_t pmd)
{
	if ((pmd_val(pmd) & PMD_TYPE_MASK) != PMD_TYPE_SECT)
		return;
	pagetable_free(page_ptdesc(pmd_page(pmd)));
}

/* Whether two entries differ there says of neither what it is. */
void differ(pmd_t old, pmd_t new)
{
	if ((pmd_val(old) ^ pmd_val(new)) & _PAGE_HUGE)
		return;
	put_page(pmd_page(old));
	put_page(pmd_page(new));
}

/* What is no section may be empty. */
void other(pmd_t pmd)
{
	if ((pmd_val(pmd) & PMD_TYPE_MASK) == PMD_TYPE_SECT)
		return;
	put_page(pmd_page(pmd));
}

bool is_hugetlb_pmd(pmd_t pmd);
bool is_hugetlb_pud(pud_t pud);
struct page *pud_page(pud_t e);

void hugetlb(pmd_t *pmd, pud_t *pud)
{
	if (!is_hugetlb_pmd(*pmd))
		__free_page(pmd_page(*pmd));
	if (!is_hugetlb_pud(*pud))
		__free_page(pud_page(*pud));
}

/*
 * check-name: bits and tests that only leaves have
 * check-exit-value: 1
 *
 * check-output-start
pt005-leaf-bits.c:26:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:34:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:42:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:50:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:58:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:66:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:74:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:82:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:90:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:98:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:105:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:108:2: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:115:2: warning: pagetable_free() is used on what a leaf entry maps [PT010]
pt005-leaf-bits.c:142:3: warning: __free_page() frees a PTE table as a page [PT005]
pt005-leaf-bits.c:144:3: warning: __free_page() frees a PMD table as a page [PT005]
 * check-output-end
 */
