// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * A table that is read as numbers, level by level: who frees stands first, so
 * that nothing is known of what it is passed when it is looked at.
 */
static void lower(unsigned long *t)
{
	unsigned long next = *t;

	free_page(next & PAGE_MASK);
}

static void middle(unsigned long *t)
{
	lower((unsigned long *)(*t & PAGE_MASK));
}

void top(pgd_t *pgd)
{
	middle((unsigned long *)pgd);
}

/* The same with the callers first. */
static void low(unsigned long *t);
static void mid(unsigned long *t);

void high(pgd_t *pgd)
{
	mid((unsigned long *)pgd);
}

static void mid(unsigned long *t)
{
	low((unsigned long *)(*t & PAGE_MASK));
}

static void low(unsigned long *t)
{
	free_page(*t & PAGE_MASK);
}

/* What an entry of the lowest level leads to is data, */
static void free_mapped(unsigned long *t)
{
	free_page(*t & PAGE_MASK);
}

static void each_mapped(unsigned long *t)
{
	free_mapped((unsigned long *)(*t & PAGE_MASK));
}

void lowest(pmd_t *pmd)
{
	each_mapped((unsigned long *)pmd);
}

/* and so is what was read out of other memory, too. */
static unsigned long first_word(unsigned long *p)
{
	return *p;
}

void free_first(pgd_t *pgd, void *cache)
{
	unsigned long *object = kmem_cache_alloc(cache, GFP_KERNEL);

	first_word((unsigned long *)pgd);
	free_page(first_word(object));
}

/*
 * check-name: tables read as numbers, in any order of the functions
 * check-exit-value: 1
 *
 * check-output-start
pt005-order.c:12:2: warning: free_page() frees a page table as a page [PT005]
pt005-order.c:41:2: warning: free_page() frees a page table as a page [PT005]
 * check-output-end
 */
