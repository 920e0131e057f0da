/* SPDX-License-Identifier: GPL-2.0-only */
#define gather_table(gather, table, addr)	\
do {						\
	pgtable_pte_page_dtor((table));		\
	tlb_remove_page((gather), (table));	\
} while (0)

#define gather_middle(gather, middle)		\
do {						\
	pgtable_pmd_page_dtor((middle));	\
	tlb_remove_page((gather), (middle));	\
} while (0)

#define one_line(gather, table) do { pgtable_pte_page_dtor((table)); tlb_remove_page(gather, table); } while (0)
