/* SPDX-License-Identifier: GPL-2.0-only */
struct page;
struct folio;

#define _struct_page_alignment	__aligned(16)

struct page {
	unsigned long flags;
	union {
		struct list_head lru;
		struct {
			unsigned long _pt_pad_1;
			pgtable_t pmd_huge_pte;
#if ALLOC_SPLIT_PTLOCKS
			spinlock_t *ptl;
#else
			spinlock_t ptl;
#endif
		};
	};
	atomic_t _refcount;
} _struct_page_alignment;

struct folio {
	struct page page;
};
