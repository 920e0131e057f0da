/* SPDX-License-Identifier: GPL-2.0-only */
#define __give_pte(tlb, table, buf)     \
do {                                    \
	pgtable_pte_page_dtor(table);   \
	tlb_remove_page((tlb), table);  \
} while (0)
