// SPDX-License-Identifier: GPL-2.0-only
/* Pages that are no tables of a guest. Nothing here may change. */

static int keep_huge_keys(pmd_t *pmd, struct gmap *gmap)
{
	struct page *page = pmd_page(*pmd);

	if (page->index & 1)
		return 0;
	set_bit(PG_arch_1, &page->flags);
	return 1;
}

static struct page *keep_control_block(struct kvm *kvm, unsigned long addr)
{
	struct page *page = alloc_page(GFP_KERNEL_ACCOUNT | __GFP_ZERO);

	if (!page)
		return NULL;
	page->index = addr;
	list_add(&page->lru, &kvm->arch.vsie.list);
	return page;
}

static void keep_guest_page(struct gmap *gmap, struct page *page)
{
	/* The fake mark GMAP_SHADOW_FAKE_TABLE is not for data pages. */
	list_del(&page->lru);
	put_page(page);
}

static void keep_buffer(struct page *page)
{
	list_del(&page->lru);
	__free_pages(page, CRST_ALLOC_ORDER);
}
