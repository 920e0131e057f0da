/* SPDX-License-Identifier: GPL-2.0-only */
/**
 * struct ptdesc -    Memory descriptor for page tables.
 * @pt_list:          List of page tables.
 * @_pt_pad_2:        Padding that is as large as the lock.
 * @ptl:              Lock of the table.
 */
struct ptdesc {
	unsigned long __page_flags;

	struct list_head pt_list;
	union {
		unsigned long _pt_pad_2;
		spinlock_t ptl;
	};
};
