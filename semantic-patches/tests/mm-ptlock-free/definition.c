// SPDX-License-Identifier: GPL-2.0-only
void ptlock_free(struct page *page)
{
	check_page(page);
	kmem_cache_free(cache, page->ptl);
}

static void teardown(struct ptdesc *ptdesc)
{
	VM_BUG_ON_PAGE(ptdesc->pmd_huge_pte, ptdesc_page(ptdesc));
	ptlock_free(ptdesc_page(ptdesc));
}

static void teardown_page(struct page *page)
{
	ptlock_free(page);
	__ClearPageTable(page);
}

/* Not the lock of a table. */
static void object_free(struct object *page)
{
	kmem_cache_free(cache, page->ptl);
}
