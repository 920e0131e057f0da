// SPDX-License-Identifier: GPL-2.0-only
/*
 * Made for the scanner's test: pmd_to_page() in a comment.
 */
#include <linux/frob.h>

#define FROB_LIST(table)	\
	(&virt_to_page((pmd_t *)(table))->lru)
#define frob_lru(page)		((page)->lru)

/* Takes a table; pgtable_pte_page_ctor() is said to be called. */
static pte_t *frob_new(struct mm_struct *mm)
{
	struct page *page = alloc_page(GFP_KERNEL);	/* a table: ptl */

	if (!page)
		return NULL;
	if (!pgtable_pte_page_ctor(page)) {
		__free_page(page);
		return NULL;
	}
	page->index = 1;
	page -> pt_mm = mm;
	pr_debug("alloc_page and ptl, \"pt_mm\"\n");
	return page_address(page);
}

/* No table is near: its page is data. */
static void *frob_data(int index)
{
	struct page *page = alloc_page(GFP_KERNEL);

	page->index = index;
	return page;
}

#ifdef CONFIG_FROB_SPLIT
static spinlock_t *frob_lock(pmd_t *pmd)
#else
static spinlock_t *frob_lock(pmd_t *pmd, int index)
#endif
{
	spinlock_t *ptl = ptlock_ptr(pmd_to_page(pmd));

	spin_lock(ptl);
	return ptl;
}

#if defined(pmd_huge_pte) && !defined(ptl)
#undef pmd_huge_pte
#endif

/* By its name only is this known to be about tables. */
static unsigned long alloc_pud_later(unsigned long va)
{
	return __get_free_page(GFP_KERNEL);
}

static const struct frob_ops ops = {
	.ptl = NULL,
	.fn = ptlock_free,
};
