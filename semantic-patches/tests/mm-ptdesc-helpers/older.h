/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_OLDER_H
#define TEST_OLDER_H

static inline bool page_is_pfmemalloc(const struct page *page)
{
	return (unsigned long)page->lru.next & 2;
}

extern void something_else(void);

#ifdef CONFIG_MMU
int walk_tables(struct mm_struct *mm);
#endif

/* Hands a page of the boot allocator over. */
static inline void free_reserved_page(struct page *page)
{
	ClearPageReserved(page);
	__free_page(page);
}
#define free_highmem_page(page) free_reserved_page(page)

static inline void mark_page_reserved(struct page *page)
{
	SetPageReserved(page);
}

#endif
