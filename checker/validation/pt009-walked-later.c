// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

void get_page_bootmem(unsigned long info, struct page *page, int type);
bool is_huge(void);
void look(pmd_t *pmd);

/* Nobody walks a leaf: what each way walks was a table before, too. */
void straight(pmd_t *pmd, unsigned long addr)
{
	get_page_bootmem(0, pmd_page(*pmd), 1);
	pte_offset_kernel(pmd, addr);
}

void both_ways(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	for (; addr < end; addr += PAGE_SIZE, pmd++) {
		pte_t *pte;

		if (pmd_none(*pmd))
			continue;
		get_page_bootmem(0, pmd_page(*pmd), 1);
		if (is_huge()) {
			pte = pte_offset_kernel(pmd, addr);
			if (!pte)
				continue;
		} else {
			pte = pte_offset_kernel(pmd, end);
		}
		pte->pte = 0;
	}
}

/* On one way it is a leaf, */
void one_way(pmd_t *pmd, unsigned long addr)
{
	get_page_bootmem(0, pmd_page(*pmd), 1);
	if (is_huge())
		return;
	pte_offset_kernel(pmd, addr);
}

void other_way(pmd_t *pmd, unsigned long addr)
{
	struct page *page = pmd_page(*pmd);

	if (is_huge())
		get_page_bootmem(0, page, 1);
	else
		pte_offset_kernel(pmd, addr);
}

/* or another entry is walked, */
void next_entry(pmd_t *pmd, unsigned long addr)
{
	get_page_bootmem(0, pmd_page(*pmd), 1);
	pmd++;
	pte_offset_kernel(pmd, addr);
}

void next_round(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	do {
		if (addr == end)
			pte_offset_kernel(pmd, addr);
		get_page_bootmem(0, pmd_page(*pmd), 1);
		pmd++;
	} while (addr++ < end);
	pte_offset_kernel(pmd, addr);
}

void another(pmd_t *pmd, unsigned long addr)
{
	get_page_bootmem(0, pmd_page(pmd[1]), 1);
	pte_offset_kernel(pmd, addr);
}

/* or another table, that was put into it, */
void split(pmd_t *pmd, pte_t *table, unsigned long addr)
{
	get_page_bootmem(0, pmd_page(*pmd), 1);
	pmd_populate_kernel(NULL, pmd, table);
	pte_offset_kernel(pmd, addr);
}

void split_by_hand(pmd_t *pmd, pmd_t entry, unsigned long addr)
{
	get_page_bootmem(0, pmd_page(*pmd), 1);
	*pmd = entry;
	pte_offset_kernel(pmd, addr);
}

void split_elsewhere(pmd_t *pmd, unsigned long addr)
{
	get_page_bootmem(0, pmd_page(*pmd), 1);
	look(pmd);
	pte_offset_kernel(pmd, addr);
}

/* or none at all. */
void for_ever(pmd_t *pmd)
{
	for (;;)
		get_page_bootmem(0, pmd_page(*pmd), 1);
}

/*
 * check-name: an entry that is walked behind where it was read
 * check-exit-value: 1
 *
 * check-output-start
pt009-walked-later.c:11:2: warning: get_page_bootmem() is given a PTE table as a page [PT009]
pt009-walked-later.c:22:3: warning: get_page_bootmem() is given a PTE table as a page [PT009]
 * check-output-end
 */
