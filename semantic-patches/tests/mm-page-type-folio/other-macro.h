/* SPDX-License-Identifier: GPL-2.0-only */
/* Another family of macros, with PAGE_TYPE_OPS only in this comment. */
#define PAGE_FLAG_OPS(up, low)						\
static __always_inline int Page##up(struct page *page)			\
{									\
	return test_bit(PG_##low, &page->flags);			\
}

PAGE_FLAG_OPS(Table, table)
