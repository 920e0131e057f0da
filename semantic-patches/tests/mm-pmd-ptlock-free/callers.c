// SPDX-License-Identifier: GPL-2.0-only
/* Who has a descriptor already hands it over as it is. */

static void destruct(struct ptdesc *ptdesc, struct page *page, void *memory)
{
	pmd_ptlock_free(ptdesc);
	pmd_ptlock_free(page_ptdesc(page));
	pmd_ptlock_free(virt_to_ptdesc(memory));
}

static void destruct_page(struct page *page)
{
	pmd_ptlock_free(page);
}
