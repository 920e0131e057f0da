/* SPDX-License-Identifier: GPL-2.0-only */
/* A descriptor that overlays nothing has no assertions. */
struct ptdesc {
	union {
		struct rcu_head pt_rcu_head;
		struct list_head pt_list;
	};
	union {
		pgoff_t pt_index;
		struct mm_struct *pt_mm;
	};
	unsigned long pt_pfn;
};

/* What has no pt_index is no descriptor. */
struct counted {
	union {
		atomic_t pt_frag_refcount;
		unsigned long pt_rcu_head;
	};
};
