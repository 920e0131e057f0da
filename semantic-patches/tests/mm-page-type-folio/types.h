/* SPDX-License-Identifier: GPL-2.0-only */
/* PAGE_TYPE_OPS(Table, table) in a comment stays. */
#define PageType(page, mask)						\
	(((page)->page_type & (TYPE_BASE | mask)) == TYPE_BASE)

static inline int page_is_typed(struct page *page)
{
	return page->page_type != 0;
}

#define PAGE_TYPE_OPS(uname, lname)						\
static __always_inline int Page##uname(struct page *page)			\
{									\
	return PageType(page, PG_##lname);				\
}									\
static __always_inline void __SetPage##uname(struct page *page)		\
{									\
	page->page_type &= ~PG_##lname;					\
}

/* Free pages. */
PAGE_TYPE_OPS(Idle, idle)

#ifdef CONFIG_TABLES
PAGE_TYPE_OPS(Table, table)
#endif

extern bool is_free_page(struct page *page);
