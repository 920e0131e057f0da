// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <asm/pgalloc.h>

static void give_back_pmds(void *frag)
{
	int used;
	struct page *page;

	page = virt_to_page(frag);
	used = ((unsigned long)frag & ~PAGE_MASK) >> PMD_FRAG_SIZE_SHIFT;
	if (atomic_sub_and_test(PMD_FRAG_NR - used, &page->pt_frag_refcount)) {
		pgtable_pmd_page_dtor(page);
		__free_page(page);
	}
}
