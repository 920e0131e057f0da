/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>
#include <asm/page.h>

#define gather_table(gather, table)			\
do {							\
	pgtable_pte_page_dtor(table);			\
	tlb_remove_page((gather), (table));		\
} while (0)
