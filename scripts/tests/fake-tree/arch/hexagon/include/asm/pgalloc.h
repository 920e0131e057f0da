/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_hexagon_PGALLOC_H
#define _FAKE_hexagon_PGALLOC_H

#include <linux/mm.h>

#include <asm-generic/pgalloc.h>

#define __pte_free_tlb(tlb, pte, addr)			\
do {							\
	pgtable_pte_page_dtor(pte);			\
	tlb_remove_page((tlb), (pte));			\
} while (0)

#endif /* _FAKE_hexagon_PGALLOC_H */
