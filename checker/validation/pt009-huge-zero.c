// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define HPAGE_SIZE	(PAGE_SIZE * PTRS_PER_PTE)
#define _PAGE_PMD_HUGE	(1UL << 56)
#define pmd_page(pmd)	virt_to_page((void *)pmd_page_vaddr(pmd))
bool pmd_trans_huge(pmd_t pmd);

struct counts { unsigned long zero, other; };

extern struct page *huge_zero_page;

static inline bool is_huge_zero_page(struct page *page)
{
	return READ_ONCE(huge_zero_page) == page;
}

static void scan(pmd_t pmd, unsigned long addr)
{
	unsigned long end = addr + HPAGE_SIZE;
	pte_t *pte = pte_offset_kernel(&pmd, addr);

	while (addr < end) {
		set_pte(pte, (pte_t){ 0 });
		pte++;
		addr += PAGE_SIZE;
	}
}

static void count(struct counts *c, unsigned long addr, pmd_t orig, pmd_t pmd)
{
	if ((pmd_val(pmd) ^ pmd_val(orig)) & _PAGE_PMD_HUGE) {
		if (pmd_val(pmd) & _PAGE_PMD_HUGE) {
			if (is_huge_zero_page(pmd_page(pmd)))
				c->zero++;
			else
				c->other++;
		} else {
			if (is_huge_zero_page(pmd_page(orig)))
				c->zero--;
			else
				c->other--;
		}
	}
	if (!pmd_none(orig)) {
		if (pmd_trans_huge(orig))
			c->other++;
		else
			scan(orig, addr);
	}
}

void change(struct counts *c, unsigned long addr, pmd_t *pmdp, pmd_t pmd)
{
	pmd_t orig = *pmdp;

	*pmdp = pmd;
	count(c, addr, orig, pmd);
}

/* A caller knows that what was there is no leaf, and puts one there. */
void collapse(struct counts *c, unsigned long addr, pmd_t *pmdp, pmd_t huge)
{
	if (!pmd_leaf(*pmdp))
		count(c, addr, *pmdp, huge);
}

/* The other way round. */
void split(struct counts *c, unsigned long addr, pmd_t *pmdp, pmd_t old)
{
	if (!pmd_leaf(*pmdp))
		count(c, addr, old, *pmdp);
}

/*
 * check-name: who asks for the huge zero page asks what a leaf maps
 * check-exit-value: 0
 */
