/* SPDX-License-Identifier: GPL-2.0 */
static inline void __tlb_remove_table(void *_table)
{
	free_page_and_swap_cache((struct page *)_table);
}
