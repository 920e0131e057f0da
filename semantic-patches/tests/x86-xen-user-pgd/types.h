/* SPDX-License-Identifier: GPL-2.0-only */
/**
 * struct ptdesc - Memory descriptor of a page table.
 * @pt_list: To keep tables on a list.
 * @_pt_pad_2: The word of the lock.
 * @ptl: The lock of the table.
 */
struct ptdesc {
	unsigned long __page_flags;

	struct list_head pt_list;
	union {
		unsigned long _pt_pad_2;
		spinlock_t ptl;
	};
};

PTDESC_MATCH(private, _pt_pad_2);
PTDESC_MATCH(private, ptl);
