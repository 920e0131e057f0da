/* SPDX-License-Identifier: GPL-2.0 */
#ifndef TEST_TABLE_H
#define TEST_TABLE_H

#include <linux/mm.h>

#include <asm-generic/pgalloc.h>

#define gather_table(gather, table, where)		\
do {							\
	pgtable_pte_page_dtor(table);			\
	tlb_remove_page(gather, table);			\
} while (0)

#endif
