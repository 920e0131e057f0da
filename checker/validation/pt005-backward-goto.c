// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* What a jump backwards brings along is not followed, only loops are. */
void again(pmd_t *pmd)
{
	struct page *page = NULL;

again:
	if (page) {
		__free_page(page);
		return;
	}
	page = virt_to_page((void *)pmd_page_vaddr(*pmd));
	goto again;
}

/*
 * check-name: a jump backwards
 * check-exit-value: 1
 * check-known-to-fail
 *
 * check-output-start
pt005-backward-goto.c:11:3: warning: __free_page() frees a PTE table as a page [PT005]
 * check-output-end
 */
