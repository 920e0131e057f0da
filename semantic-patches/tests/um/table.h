/* SPDX-License-Identifier: GPL-2.0 */
#define gather_table(gather,table, address)		\
do {							\
	pgtable_pte_page_dtor(table);			\
	tlb_remove_page((gather),(table));		\
} while (0)

#ifdef CONFIG_MIDDLE

#define gather_middle(gather, middle, address)		\
do {							\
	pgtable_pmd_page_dtor(virt_to_page(middle));	\
	tlb_remove_page((gather),virt_to_page(middle));	\
} while (0)						\

#endif
