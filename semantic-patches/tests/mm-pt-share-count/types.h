/* SPDX-License-Identifier: GPL-2.0-only */
struct page {
	unsigned long flags;
	union {
		atomic_t pt_frag_refcount;
		atomic_t pt_share_count;
	};
};

/**
 * struct ptdesc - Test.
 * @pt_frag_refcount: Fragments.
 * @_pt_pad_2: The word of the lock.
 */
struct ptdesc {
	unsigned long __page_flags;

	union {
		struct mm_struct *pt_mm;
		atomic_t pt_frag_refcount;
	};

	union {
		unsigned long _pt_pad_2;
		spinlock_t ptl;
	};
};

PTDESC_MATCH(flags, __page_flags);
PTDESC_MATCH(index, pt_frag_refcount);
PTDESC_MATCH(private, ptl);
