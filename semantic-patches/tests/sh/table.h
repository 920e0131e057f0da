/* SPDX-License-Identifier: GPL-2.0 */
#ifndef TEST_TABLE_H
#define TEST_TABLE_H

#include <asm/page.h>

#define __HAVE_ARCH_PMD_FREE
#include <asm-generic/pgalloc.h>

#if PAGETABLE_LEVELS > 2
#define gather_middle(gather, table, addr)	middle_put((gather)->mm, (table))
#endif

#define gather_table(gather,table,addr)			\
do {							\
	pgtable_pte_page_dtor(table);			\
	tlb_remove_page((gather), (table));		\
} while (0)

#endif
