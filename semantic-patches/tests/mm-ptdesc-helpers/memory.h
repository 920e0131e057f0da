/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_MEMORY_H
#define TEST_MEMORY_H

static inline void *folio_address(const struct folio *folio)
{
	return page_address(&folio->page);
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
