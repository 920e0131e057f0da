/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_PARISC_PGALLOC_H
#define _FAKE_PARISC_PGALLOC_H

#include <linux/mm.h>

#define __HAVE_ARCH_PGD_FREE
#include <asm-generic/pgalloc.h>

/* A table of several pages. */
static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, PGD_TABLE_ORDER);

	if (!pgd)
		return NULL;
	memset(pgd, 0, PAGE_SIZE << PGD_TABLE_ORDER);
	return pgd;
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	free_pages((unsigned long)pgd, PGD_TABLE_ORDER);
}

#endif /* _FAKE_PARISC_PGALLOC_H */
