/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _FAKE_MM_TYPES_H
#define _FAKE_MM_TYPES_H

#include <linux/list.h>
#include <linux/spinlock.h>

struct address_space;
struct mm_struct;

struct page {
	unsigned long flags;
	union {
		struct {	/* anything that is cached */
			struct list_head lru;
			struct address_space *mapping;
			unsigned long index;
			unsigned long private;
		};
		struct {	/* Page table pages */
			unsigned long _pt_pad_1;	/* compound_head */
			pgtable_t pmd_huge_pte; /* protected by page->ptl */
			unsigned long _pt_pad_2;	/* mapping */
			union {
				struct mm_struct *pt_mm; /* x86 pgds only */
				atomic_t pt_frag_refcount; /* powerpc */
#ifdef CONFIG_ARCH_WANT_HUGE_PMD_SHARE
				atomic_t pt_share_count;
#endif
			};
#if ALLOC_SPLIT_PTLOCKS
			spinlock_t *ptl;
#else
			spinlock_t ptl;
#endif
		};
		struct rcu_head rcu_head;
	};
	union {
		atomic_t _mapcount;
		unsigned int page_type;
	};
	atomic_t _refcount;
#ifdef CONFIG_MEMCG
	unsigned long memcg_data;
#endif
} _struct_page_alignment;

struct folio {
	union {
		struct {
			unsigned long flags;
			struct list_head lru;
			struct address_space *mapping;
		};
		struct page page;
	};
};

#define FOLIO_MATCH(pg, fl)						\
	static_assert(offsetof(struct page, pg) == offsetof(struct folio, fl))
FOLIO_MATCH(flags, flags);
FOLIO_MATCH(lru, lru);
FOLIO_MATCH(mapping, mapping);
#undef FOLIO_MATCH

/*
 * A page that was handed out in fragments keeps its own count here, because
 * the fragments are given back one by one.
 */
struct page_frag {
	struct page *page;
	unsigned int offset;
};

struct mm_struct {
	pgd_t *pgd;
	spinlock_t page_table_lock;
#if defined(CONFIG_TRANSPARENT_HUGEPAGE) && !USE_SPLIT_PMD_PTLOCKS
	pgtable_t pmd_huge_pte;
#endif
};

#endif /* _FAKE_MM_TYPES_H */
