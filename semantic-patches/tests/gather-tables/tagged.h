/* SPDX-License-Identifier: GPL-2.0 */
/* A tagged address is no descriptor. */
static inline void __tlb_remove_table(void *table)
{
	unsigned long tagged = (unsigned long)table;

	if (tagged & 1)
		free_page_and_swap_cache((struct page *)(tagged & ~1UL));
	else
		kmem_cache_free(cache, table);
}
