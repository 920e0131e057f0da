/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_hexagon_PGALLOC_H
#define _FAKE_hexagon_PGALLOC_H

#include <linux/mm.h>

#include <asm-generic/pgalloc.h>

static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pgd_t *fresh;

	fresh = (pgd_t *)__get_free_page(GFP_KERNEL);
	memcpy(fresh, swapper_pg_dir, PAGE_SIZE);
	return fresh;
}

#define __pte_free_tlb(tlb, pte, addr)			\
do {							\
	pgtable_pte_page_dtor(pte);			\
	tlb_remove_page((tlb), (pte));			\
} while (0)

#endif /* _FAKE_hexagon_PGALLOC_H */
