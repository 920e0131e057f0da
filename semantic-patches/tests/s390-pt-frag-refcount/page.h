/* SPDX-License-Identifier: GPL-2.0-only */
/* A struct page in small, with the words that its users overlay. */

struct page {
	unsigned long flags;
	union {
		struct {	/* Page cache */
			struct list_head lru;
			struct address_space *mapping;
			pgoff_t index;
			unsigned long private;
		};
		struct {	/* Page table pages */
			unsigned long _pt_pad_1;	/* compound_head */
			pgtable_t pmd_huge_pte; /* protected by page->ptl */
			unsigned long _pt_pad_2;	/* mapping */
			union {
				struct mm_struct *pt_mm; /* x86 pgds only */
				atomic_t pt_frag_refcount; /* powerpc */
			};
			spinlock_t ptl;
		};
		struct {	/* Not a page table: its pad stays */
			unsigned long _other_pad;
			unsigned long _other_pad_2;
		};
	};
} _struct_page_alignment;
