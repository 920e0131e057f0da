// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

#define top_alloc()	(pgd_t *)__get_free_pages(GFP_KERNEL, 0)
#define top_free(table)	free_pages((unsigned long)table, 0)

pgd_t *new_top(void)
{
	pgd_t *pgd = top_alloc();

	if (!pgd)
		return NULL;
	if (missing(pgd)) {
		top_free(pgd);
		return NULL;
	}
	return pgd;
}
