// SPDX-License-Identifier: GPL-2.0-only
/* Who has a descriptor already hands it over as it is. */

static void destruct(struct ptdesc *ptdesc, struct page *page, void *memory)
{
	ptlock_free(ptdesc);
	ptlock_free(page_ptdesc(page));
	ptlock_free(virt_to_ptdesc(memory));
}

static void destruct_page(struct page *page)
{
	ptlock_free(page);
}
