// SPDX-License-Identifier: GPL-2.0-only
/* Who has a descriptor already hands it over as it is. */

static bool construct(struct ptdesc *ptdesc, struct page *page, void *memory)
{
	return ptlock_init(ptdesc) && ptlock_init(page_ptdesc(page)) &&
	       ptlock_init(virt_to_ptdesc(memory));
}

static bool construct_page(struct page *page)
{
	return ptlock_init(page);
}
