// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* One walker for addresses of many kinds: each caller brings its function. */
bool PageHead(const struct page *page);
struct ops { int (*entry)(unsigned long addr); };

static int walk(unsigned long addr, const struct ops *ops)
{
	return ops->entry(addr);
}

static int see_map(unsigned long addr)
{
	return PageHead((const struct page *)addr);
}

static int see_table(unsigned long addr)
{
	pte_t *pte = (pte_t *)addr;

	return pte->pte != 0;
}

int map(const struct page *page)
{
	static const struct ops map_ops = { .entry = see_map };

	return walk((unsigned long)page, &map_ops);
}

int table(pte_t *pte)
{
	static const struct ops table_ops = { .entry = see_table };

	return walk((unsigned long)pte, &table_ops);
}

/* The same with the function itself, and with void *. */
static int apply(void *data, int (*function)(void *data))
{
	return function(data);
}

static int apply_page(void *data)
{
	return PageHead(data);
}

static int apply_table(void *data)
{
	pte_t *pte = data;

	return pte->pte != 0;
}

int apply_both(struct page *page, pte_t *pte)
{
	return apply(page, apply_page) + apply(pte, apply_table);
}

/* There is only one function that this can be for, and it is the wrong one. */
struct one { int (*entry)(unsigned long addr); };

static int see_only(unsigned long addr)
{
	pte_t *pte = (pte_t *)addr;

	return pte->pte != 0;
}

static const struct one one = { .entry = see_only };

int only(pte_t *table)
{
	return one.entry((unsigned long)virt_to_ptdesc(table));
}

/*
 * check-name: values that go through a callback
 * check-exit-value: 1
 *
 * check-output-start
pt008-callbacks.c:67:15: warning: a descriptor becomes a pointer to entries [PT008]
 * check-output-end
 */
