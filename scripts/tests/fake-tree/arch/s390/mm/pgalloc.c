// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>
#include <asm/pgalloc.h>
#include <asm/tlb.h>

unsigned long *crst_table_alloc(struct mm_struct *mm)
{
	struct page *page = alloc_pages(GFP_KERNEL, CRST_ALLOC_ORDER);

	if (!page)
		return NULL;
	arch_set_page_dat(page, CRST_ALLOC_ORDER);
	return (unsigned long *) page_to_virt(page);
}

void crst_table_free(struct mm_struct *mm, unsigned long *table)
{
	free_pages((unsigned long)table, CRST_ALLOC_ORDER);
}

static inline unsigned int flip_bits(atomic_t *v, unsigned int bits)
{
	return atomic_fetch_xor(bits, v) ^ bits;
}

#ifdef CONFIG_PGSTE

struct page *page_table_alloc_pgste(struct mm_struct *mm)
{
	struct page *page;
	u64 *table;

	page = alloc_page(GFP_KERNEL);
	if (page) {
		table = (u64 *)page_to_virt(page);
		memset64(table, _PAGE_INVALID, PTRS_PER_PTE);
		memset64(table + PTRS_PER_PTE, 0, PTRS_PER_PTE);
	}
	return page;
}

void page_table_free_pgste(struct page *page)
{
	__free_page(page);
}

#endif /* CONFIG_PGSTE */

/*
 * Two tables share a page.
 *
 * The upper byte (bits 24-31) of the parent page _refcount is used
 * for their state:
 *
 *   PP  AA
 * 01234567    upper byte (bits 24-31) of struct page::_refcount
 *
 * (See commit 000000000000 ("a commit that does not exist") on why
 * using _refcount is possible).
 *
 * A half is allocated (A) or waits to be removed (P).
 */
unsigned long *page_table_alloc(struct mm_struct *mm)
{
	unsigned long *table;
	struct page *page;
	unsigned int mask, bit;

	if (!mm_alloc_pgste(mm)) {
		table = NULL;
		spin_lock_bh(&mm->context.lock);
		if (!list_empty(&mm->context.pgtable_list)) {
			page = list_first_entry(&mm->context.pgtable_list,
						struct page, lru);
			mask = atomic_read(&page->_refcount) >> 24;
			/* 0x13 and 0x23 must never be written to _refcount. */
			mask = (mask | (mask >> 4)) & 0x03U;
			if (mask != 0x03U) {
				table = (unsigned long *) page_to_virt(page);
				bit = mask & 1;
				if (bit)
					table += PTRS_PER_PTE;
				flip_bits(&page->_refcount,
					  0x01U << (bit + 24));
				list_del(&page->lru);
			}
		}
		spin_unlock_bh(&mm->context.lock);
		if (table)
			return table;
	}
	page = alloc_page(GFP_KERNEL);
	if (!page)
		return NULL;
	if (!pgtable_pte_page_ctor(page)) {
		__free_page(page);
		return NULL;
	}
	arch_set_page_dat(page, 0);
	table = (unsigned long *) page_to_virt(page);
	if (mm_alloc_pgste(mm)) {
		flip_bits(&page->_refcount, 0x03U << 24);
		memset64((u64 *)table, _PAGE_INVALID, PTRS_PER_PTE);
	} else {
		flip_bits(&page->_refcount, 0x01U << 24);
		memset64((u64 *)table, _PAGE_INVALID, 2 * PTRS_PER_PTE);
		spin_lock_bh(&mm->context.lock);
		list_add(&page->lru, &mm->context.pgtable_list);
		spin_unlock_bh(&mm->context.lock);
	}
	return table;
}

void page_table_free(struct mm_struct *mm, unsigned long *table)
{
	unsigned int mask, bit;
	struct page *page;

	page = virt_to_page(table);
	if (!mm_alloc_pgste(mm)) {
		bit = ((unsigned long) table & ~PAGE_MASK) /
			(PTRS_PER_PTE * sizeof(pte_t));
		spin_lock_bh(&mm->context.lock);
		mask = flip_bits(&page->_refcount, 0x11U << (bit + 24));
		mask >>= 24;
		if (mask & 0x03U)
			list_add(&page->lru, &mm->context.pgtable_list);
		else
			list_del(&page->lru);
		spin_unlock_bh(&mm->context.lock);
		mask = flip_bits(&page->_refcount, 0x10U << (bit + 24));
		mask >>= 24;
		if (mask != 0x00U)
			return;
	} else {
		mask = flip_bits(&page->_refcount, 0x03U << 24);
		mask >>= 24;
	}

	pgtable_pte_page_dtor(page);
	__free_page(page);
}

void __tlb_remove_table(void *_table)
{
	unsigned int mask = (unsigned long) _table & 0x03U, half = mask;
	void *table = (void *)((unsigned long) _table ^ mask);
	struct page *page = virt_to_page(table);

	switch (half) {
	case 0x00U:
		free_pages((unsigned long)table, CRST_ALLOC_ORDER);
		return;
	case 0x01U:
	case 0x02U:
		mask = flip_bits(&page->_refcount, mask << (4 + 24));
		mask >>= 24;
		if (mask != 0x00U)
			return;
		break;
	case 0x03U:
		mask = flip_bits(&page->_refcount, 0x03U << 24);
		mask >>= 24;
		break;
	}

	pgtable_pte_page_dtor(page);
	__free_page(page);
}
