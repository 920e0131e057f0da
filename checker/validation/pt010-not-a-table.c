// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

void leaf(pmd_t *pmd)
{
	if (pmd_leaf(*pmd))
		pagetable_free(page_ptdesc(pmd_page(*pmd)));
}

void lowest(pte_t *pte)
{
	pagetable_free(page_ptdesc(pte_page(*pte)));
}

void slab(void *cache)
{
	pte_t *pte = kmem_cache_alloc(cache, GFP_KERNEL);

	pagetable_free(virt_to_ptdesc(pte));
}

void boot(void)
{
	pmd_t *pmd = memblock_alloc(PAGE_SIZE, PAGE_SIZE);

	pagetable_free(virt_to_ptdesc(pmd));
}

void mapped(pte_t *pte, pgprot_t prot)
{
	struct page *page = alloc_page(GFP_KERNEL);

	set_pte(pte, mk_pte(page, prot));
	pagetable_free(page_ptdesc(page));
}

void right(pmd_t *pmd)
{
	if (!pmd_leaf(*pmd))
		pagetable_free(page_ptdesc(pmd_page(*pmd)));
}

/*
 * check-name: page-table functions on other memory
 * check-exit-value: 1
 *
 * check-output-start
pt010-not-a-table.c:7:3: warning: pagetable_free() is used on what a leaf entry maps [PT010]
pt010-not-a-table.c:12:2: warning: pagetable_free() is used on what a leaf entry maps [PT010]
pt010-not-a-table.c:19:2: warning: pagetable_free() is used on a slab object [PT010]
pt010-not-a-table.c:26:2: warning: pagetable_free() is used on boot memory [PT010]
pt010-not-a-table.c:34:2: warning: pagetable_free() is used on what a leaf entry maps [PT010]
 * check-output-end
 */
