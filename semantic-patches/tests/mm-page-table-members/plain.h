/* SPDX-License-Identifier: GPL-2.0-only */
struct page {
	unsigned long flags;
	union {
		struct list_head lru;
		struct {
			unsigned long _pt_pad_1;
			pgtable_t pmd_huge_pte;
			unsigned long _pt_pad_2;
			struct mm_struct *pt_mm;
			spinlock_t ptl;
		};
	};
	atomic_t _refcount;
};
