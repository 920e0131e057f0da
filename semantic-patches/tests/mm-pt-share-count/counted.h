/* SPDX-License-Identifier: GPL-2.0-only */
/* A descriptor that has its counter already. */
struct ptdesc {
	unsigned long __page_flags;

	union {
		struct mm_struct *pt_mm;
		atomic_t pt_frag_refcount;
		atomic_t pt_share_count;
	};
};

PTDESC_MATCH(flags, __page_flags);
PTDESC_MATCH(index, pt_frag_refcount);
PTDESC_MATCH(index, pt_share_count);
