// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* What takes the place of the table in an entry is one. */
#define _ASCE_ORIGIN	PAGE_MASK
#define _ASCE_TYPE	0x3UL

unsigned long replace(unsigned long asce)
{
	unsigned long table = get_zeroed_page(GFP_KERNEL);

	return (asce & ~_ASCE_ORIGIN) | __pa(table);
}

unsigned long other(unsigned long flags)
{
	unsigned long page = get_zeroed_page(GFP_KERNEL);

	return (flags & ~_ASCE_TYPE) | __pa(page);
}

/*
 * check-name: an entry gets another table
 * check-exit-value: 1
 *
 * check-output-start
pt004-origin.c:10:24: warning: get_zeroed_page() allocates a PGD table as a page [PT004]
 * check-output-end
 */
