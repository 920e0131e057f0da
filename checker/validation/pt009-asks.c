// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

bool PageTable(const struct page *page);
bool PageReserved(struct page *page);
bool virt_addr_valid(const void *p);
void warn(void);

/* Whether it is a table can only be asked of a page. */
int batch(pte_t *copy)
{
	if (virt_addr_valid(copy) && PageTable(virt_to_page(copy)))
		warn();
	return copy->pte != 0;
}

/* Everything else is asked of a table. */
int is_boot_table(pte_t *table)
{
	return PageReserved(virt_to_page(table));
}

/*
 * check-name: the question whether a page is a table
 * check-exit-value: 1
 *
 * check-output-start
pt009-asks.c:20:9: warning: PageReserved() is given a PTE table as a page [PT009]
 * check-output-end
 */
