/* SPDX-License-Identifier: GPL-2.0-only */
/* step-define: folio */
struct page;
struct folio;

#define _struct_page_alignment	__aligned(16)

struct page {
	unsigned long flags;
	union {
		struct {
			struct list_head lru;
			struct address_space *mapping;
			pgoff_t index;
			unsigned long private;
		};
		unsigned long compound_head;
		struct rcu_head rcu_head;
		struct {
			unsigned long _pt_pad_1;
			pgtable_t pmd_huge_pte;
			unsigned long _pt_pad_2[2];
#if ALLOC_SPLIT_PTLOCKS
			spinlock_t *ptl;
#else
			spinlock_t ptl;
#endif
		};
	};
	unsigned int page_type;
	atomic_t _refcount;
#ifdef CONFIG_MEMCG
	unsigned long memcg_data;
#endif
} _struct_page_alignment;

struct folio {
	struct page page;
};
