// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

/* What frees is in another file. */
void free_pagetable(struct page *page, int order);

static void __meminit drop_lower(pte_t *ptes, pmd_t *pmd)
{
	note(ptes);
	free_pagetable(pmd_page(*pmd), 0);
	pmd_clear(pmd);
}
