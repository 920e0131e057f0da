// SPDX-License-Identifier: GPL-2.0-only
/* Who has a descriptor already hands it over as it is. */

static bool construct(struct ptdesc *ptdesc, struct page *page, void *memory)
{
	return pmd_ptlock_init(ptdesc) && pmd_ptlock_init(page_ptdesc(page)) &&
	       pmd_ptlock_init(virt_to_ptdesc(memory));
}

static bool construct_page(struct page *page)
{
	return pmd_ptlock_init(page);
}
