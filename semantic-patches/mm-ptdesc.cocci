// SPDX-License-Identifier: GPL-2.0-only
/// A page that holds a page table uses struct page in ways of its own: for
/// the lock of the table, the tables deposited with it, its owner, a count
/// of fragments. Page tables need a type of their own, so that struct page
/// can shrink, and so that the compiler can tell them from other pages.
///
/// Add struct ptdesc, the descriptor of a page table. It overlays struct
/// page for now. Static assertions hold each member in its place. It always
/// has an rcu_head, so that a table can be freed by RCU without an
/// allocation. Add conversions that keep const.
///
/// The type is visible without CONFIG_MMU, where declarations still name
/// it.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 4
// Subject: pgtable: Create struct ptdesc
// Kind: add
// Paths: include/linux/**
// Names: pmd_huge_pte
// Ids: PT001
// Advice: use the members of struct ptdesc for page-table state
// Tree: without struct ptdesc
// Define: folio when tree has struct folio
//
//! insert after struct page unless ptdesc
//+
//+ /**
//+  * struct ptdesc - Memory descriptor of a page table.
//+  * @__page_flags: The flags word of the page.
//+  * @pt_rcu_head: To free the table by RCU.
//+  * @pt_list: To keep tables on a list (s390's gmap and fragments, x86's
//+  *    pgds).
//+  * @_pt_pad_1: Padding over page->compound_head, whose bit 0 must stay clear.
//+  * @pmd_huge_pte: Tables deposited for huge PMDs, protected by @ptl.
//+  * @_pt_s390_gaddr: The guest address that an s390 gmap table maps. Shares
//+  *    storage with page->mapping: set it to zero before freeing the table.
//+  * @pt_mm: The mm that a pgd belongs to, on x86.
//+  * @pt_index: The index word of the page. Nothing is kept in it yet.
//+  * @pt_frag_refcount: Users of the fragments of a page that holds several
//+  *    tables, on powerpc and s390.
//+  * @_pt_pad_2: The word of the lock.
//+  * @ptl: The lock of the table, or a pointer to it where it is too large.
//+  * @__page_type: The type word of the page.
//+  * @__page_refcount: The reference count of the page.
//+  * @pt_memcg_data: The memory cgroup that is charged for the table.
//+  *
//+  * It overlays struct page for now. Do not touch the members whose name
//+  * starts with two underscores.
//+  */
//+ struct ptdesc {
//+ 	unsigned long __page_flags;
//+
//+ 	union {
//+ 		struct rcu_head pt_rcu_head;
//+ 		struct list_head pt_list;
//+ 		struct {
//+ 			unsigned long _pt_pad_1;
//+ 			pgtable_t pmd_huge_pte;
//+ 		};
//+ 	};
//+ 	unsigned long _pt_s390_gaddr;
//+
//+ 	union {
//+ 		struct mm_struct *pt_mm;
//+ 		pgoff_t pt_index;
//+ 		atomic_t pt_frag_refcount;
//+ 	};
//+
//+ 	union {
//+ 		unsigned long _pt_pad_2;
//+ #if ALLOC_SPLIT_PTLOCKS
//+ 		spinlock_t *ptl;	/* allocated, protects the table */
//+ #else
//+ 		spinlock_t ptl;		/* protects the table */
//+ #endif
//+ 	};
//+ 	unsigned int __page_type;
//+ 	atomic_t __page_refcount;
//+ #ifdef CONFIG_MEMCG
//+ 	unsigned long pt_memcg_data;
//+ #endif
//+ };
//+
//+ #define PTDESC_MATCH(pg, pt)						\
//+ 	static_assert(offsetof(struct page, pg) == offsetof(struct ptdesc, pt))
//+ PTDESC_MATCH(flags, __page_flags);
//+ PTDESC_MATCH(rcu_head, pt_rcu_head);
//+ PTDESC_MATCH(lru, pt_list);
//+ PTDESC_MATCH(compound_head, _pt_pad_1);
//+ PTDESC_MATCH(lru.prev, pmd_huge_pte);
//+ PTDESC_MATCH(mapping, _pt_s390_gaddr);
//+ PTDESC_MATCH(index, pt_mm);
//+ PTDESC_MATCH(index, pt_index);
//+ PTDESC_MATCH(index, pt_frag_refcount);
//+ PTDESC_MATCH(private, _pt_pad_2);
//+ PTDESC_MATCH(private, ptl);
//+ PTDESC_MATCH(page_type, __page_type);
//+ PTDESC_MATCH(_refcount, __page_refcount);
//+ #ifdef CONFIG_MEMCG
//+ PTDESC_MATCH(memcg_data, pt_memcg_data);
//+ #endif
//+ #undef PTDESC_MATCH
//+ static_assert(sizeof(struct ptdesc) <= sizeof(struct page));
//+
//+ /*
//+  * Conversions. They keep const, evaluate their argument once, and take no
//+  * other type.
//+  */
//+ #define ptdesc_page(pt)							\
//+ 	((typeof(_Generic((typeof(pt))NULL,				\
//+ 		const struct ptdesc * : (const struct page *)NULL,	\
//+ 		struct ptdesc * : (struct page *)NULL)))(pt))
//+
//+ #define page_ptdesc(p)							\
//+ 	((typeof(_Generic((typeof(p))NULL,				\
//+ 		const struct page * : (const struct ptdesc *)NULL,	\
//+ 		struct page * : (struct ptdesc *)NULL)))(p))
//! when folio insert after macro ptdesc_page unless ptdesc
//+
//+ /* For the descriptor of the first page of a table. */
//+ #define ptdesc_folio(pt)						\
//+ 	((typeof(_Generic((typeof(pt))NULL,				\
//+ 		const struct ptdesc * : (const struct folio *)NULL,	\
//+ 		struct ptdesc * : (struct folio *)NULL)))(pt))
