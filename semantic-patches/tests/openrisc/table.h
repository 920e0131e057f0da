/* SPDX-License-Identifier: GPL-2.0-or-later */
#define gather_table(gather, table, addr)	\
do {						\
	pgtable_pte_page_dtor(table);		\
	tlb_remove_page((gather), (table));	\
} while (0)
