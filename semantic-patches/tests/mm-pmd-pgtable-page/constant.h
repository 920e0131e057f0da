/* SPDX-License-Identifier: GPL-2.0-only */
/* The entry is only looked at, and the helper has its old name. */

static inline struct page *pmd_to_page(const pmd_t *entry)
{
	unsigned long mask = ~(PTRS_PER_PMD * sizeof(pmd_t) - 1);

	return virt_to_page((void *)((unsigned long)entry & mask));
}

static inline struct ptdesc *pmd_ptdesc(const pmd_t *pmd)
{
	return page_ptdesc(pmd_to_page(pmd));
}
