/* SPDX-License-Identifier: GPL-2.0-only */
static inline bool pagetable_pte_ctor(struct ptdesc *ptdesc)
{
	return ptlock_init(ptdesc);
}

static inline bool pgtable_pte_page_ctor(struct page *page)
{
	return pagetable_pte_ctor(page_ptdesc(page));
}

static inline void pagetable_pte_dtor(struct ptdesc *ptdesc)
{
	ptlock_free(ptdesc);
}

static inline void pgtable_pte_page_dtor(struct page *pg)
{
	pagetable_pte_dtor(page_ptdesc(pg));
}

#define lock_and_map(mm, pmd)	map_pmd(mm, pmd)

/* Also after pgtable_pmd_page_dtor(). */
static inline void pgtable_pmd_page_dtor(struct page *page)
{
	pagetable_pmd_dtor(page_ptdesc(page));
}

static inline void last(void)
{
}
