/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_PAGE_FLAGS_H
#define _FAKE_PAGE_FLAGS_H

#include <linux/mm_types.h>

enum pageflags {
	PG_locked,
	PG_reserved,
};

#define PAGE_TYPE_BASE	0xf0000000
#define PG_buddy	0x00000080
#define PG_offline	0x00000100
#define PG_table	0x00000200
#define PG_guard	0x00000400

#define PageType(page, flag)						\
	((page->page_type & (PAGE_TYPE_BASE | flag)) == PAGE_TYPE_BASE)

static inline int page_type_has_type(unsigned int page_type)
{
	return (int)page_type < -128;
}

static inline int page_has_type(struct page *page)
{
	return page_type_has_type(page->page_type);
}

#define PAGE_TYPE_OPS(uname, lname)					\
static __always_inline int Page##uname(struct page *page)		\
{									\
	return PageType(page, PG_##lname);				\
}									\
static __always_inline void __SetPage##uname(struct page *page)		\
{									\
	VM_BUG_ON_PAGE(!PageType(page, 0), page);			\
	page->page_type &= ~PG_##lname;					\
}									\
static __always_inline void __ClearPage##uname(struct page *page)	\
{									\
	VM_BUG_ON_PAGE(!Page##uname(page), page);			\
	page->page_type |= PG_##lname;					\
}

/* Owned by the allocator. */
PAGE_TYPE_OPS(Buddy, buddy)

/* Taken away from the system. */
PAGE_TYPE_OPS(Offline, offline)

/* Holds a page table. */
PAGE_TYPE_OPS(Table, table)

/* Never mapped. */
PAGE_TYPE_OPS(Guard, guard)

#endif /* _FAKE_PAGE_FLAGS_H */
