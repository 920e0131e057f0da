// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

static struct kmem_cache *ptdesc_cachep;

void __init ptdesc_cache_init(void)
{
	ptdesc_cachep = cache;
}

struct ptdesc *ptdesc_attach(struct page *page, gfp_t gfp)
{
	struct ptdesc *pt = kmem_cache_alloc(ptdesc_cachep, gfp);

	if (!pt)
		return NULL;
	pt->pt_page = page;
	page->ptdesc = pt;
	return pt;
}

struct page *ptdesc_detach(struct ptdesc *pt)
{
	struct page *page = pt->pt_page;

	page->ptdesc = NULL;
	kmem_cache_free(ptdesc_cachep, pt);
	return page;
}
