/* SPDX-License-Identifier: GPL-2.0-only */
/**
 * struct ptdesc - Test.
 * @pt_rcu_head: RCU.
 * @pt_mm: The mm.
 * @pt_index: Nothing yet.
 * @ptl: The lock.
 */
struct ptdesc {
	unsigned long __page_flags;

	union {
		struct rcu_head pt_rcu_head;
		struct list_head pt_list;
	};

	union {
		struct mm_struct *pt_mm;
		pgoff_t pt_index;
		atomic_t pt_frag_refcount;
	};

	union {
		unsigned long _pt_pad_2;
		spinlock_t ptl;
	};
};

PTDESC_MATCH(rcu_head, pt_rcu_head);
PTDESC_MATCH(index, pt_mm);
PTDESC_MATCH(index, pt_index);
PTDESC_MATCH(private, ptl);
