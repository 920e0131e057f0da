/* SPDX-License-Identifier: GPL-2.0-only */
struct page {
	unsigned long flags;		/* Atomic flags */
	/* Five words are available in this union. */
	union {
		struct {	/* Page cache */
			struct list_head lru;
			struct address_space *mapping;
		};
		struct {	/* Page table pages */
			unsigned long _pt_pad_1;	/* compound_head */
			pgtable_t pmd_huge_pte; /* protected by page->ptl */
			unsigned long _pt_s390_gaddr;	/* mapping */
			union {
				struct mm_struct *pt_mm; /* x86 pgds only */
				atomic_t pt_frag_refcount; /* powerpc, s390 */
#ifdef CONFIG_SHARE
				atomic_t pt_share_count;
#endif
			};
#if ALLOC_SPLIT_PTLOCKS
			spinlock_t *ptl;
#else
			spinlock_t ptl;
#endif
		};
		struct {	/* Devices */
			struct dev_pagemap *pgmap;
			void *zone_device_data;
		};
		struct rcu_head rcu_head;
	};
	atomic_t _refcount;
} _struct_page_alignment;

struct ptdesc {
	unsigned long __page_flags;
	union {
		struct list_head pt_list;
		struct {
			unsigned long _pt_pad_1;
			pgtable_t pmd_huge_pte;
		};
	};
};

struct mm_struct {
	spinlock_t page_table_lock;
	pgtable_t pmd_huge_pte; /* protected by page_table_lock */
};
