// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

unsigned long zeroes, zero_mask;

/* Which page of zeroes it is depends on the address: it is none of it. */
#define ZERO_PAGE(vaddr)						\
	virt_to_page((void *)(zeroes + ((unsigned long)(vaddr) & zero_mask)))

void take(struct page *page);

void by_offset(pgd_t *pgd, struct page *map, unsigned long size)
{
	unsigned long addr = (unsigned long)pgd;

	take(map + ((addr & (size - 1)) >> PAGE_SHIFT));
	take(ZERO_PAGE(addr));
}

void by_address(pgd_t *pgd, unsigned long size)
{
	unsigned long addr = (unsigned long)pgd;

	take(virt_to_page((void *)(addr & ~(size - 1))));
}

/*
 * check-name: where in something it is says not what it is of
 * check-exit-value: 1
 *
 * check-output-start
pt009-offsets.c:24:2: warning: take() is given a PGD table as a page [PT009]
 * check-output-end
 */
