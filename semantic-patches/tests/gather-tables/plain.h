/* SPDX-License-Identifier: GPL-2.0 */
static inline void __tlb_remove_table(void *table)
{
	free_page_and_swap_cache(table);
}

/* The same call on memory of processes. */
static inline void drop(struct page *page)
{
	free_page_and_swap_cache(page);
}
