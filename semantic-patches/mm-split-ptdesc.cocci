// SPDX-License-Identifier: GPL-2.0-only
/// struct ptdesc overlays struct page, so that page tables need all of its
/// words, and a place that still handles a page table as a page goes
/// unnoticed.
///
/// Let an architecture select ARCH_HAS_SPLIT_PTDESC to have descriptors of
/// page tables that are apart from struct page. They come from a slab cache.
/// struct page keeps one word of the page table, a pointer to its
/// descriptor. ptdesc_attach() and ptdesc_detach(), which
/// pagetable_alloc(), pagetable_free() and the mmu_gather call, allocate
/// and free the descriptor. Nothing changes for other architectures.
///
/// The pointer lies in the mapping word. The page allocator tests that word
/// when a page is freed, so a table that is freed as a page is reported.
/// The low bits of that word say what a mapping is of, so the pointer has no
/// tag. The cache is aligned to 16 bytes, which leaves room for one, and
/// its objects keep their type until a grace period is over, for walkers
/// that have nothing but the RCU read lock.
///
/// A table of several pages has one descriptor, which virt_to_ptdesc() finds
/// from each of them. Memory that pagetable_alloc() did not allocate, as
/// that of the first page tables, has none: virt_to_ptdesc() returns NULL.
///
/// The page type is set and cleared with the descriptor, not by the
/// constructors. So tables of all levels have it.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: split
// Subject: mm: Allocate descriptors of page tables apart from struct page
// Kind: add
// Paths: include/linux/** mm/**
// Names: ARCH_ENABLE_SPLIT_PMD_PTLOCK __page_flags ptlock_cache_init
// Names: pgd_clear_bad
// Ids: PT008
// Advice: select ARCH_HAS_SPLIT_PTDESC where every page table has a ptdesc
// Tree: with struct ptdesc
// Tree: with virt_to_ptdesc
// Tree: without ARCH_HAS_SPLIT_PTDESC

virtual patch
virtual report

// The overlay has a descriptor for each page, an allocated one is the
// table's.
@lookup@
identifier x;
position p;
@@

 virt_to_ptdesc(const void *x)
 {
 return page_ptdesc@p(virt_to_page(x));
 }

@depends on patch@
identifier x;
position lookup.p;
@@

+#ifdef CONFIG_ARCH_HAS_SPLIT_PTDESC
+	return page_ptdesc(virt_to_head_page(x));
+#else
 return page_ptdesc@p(virt_to_page(x));
+#endif

// A constructor may need a descriptor for what it allocates.
@cache@
position p;
@@

 ptlock_cache_init@p();

@depends on patch@
position cache.p;
@@

+	ptdesc_cache_init();
 ptlock_cache_init@p();

@marked@
identifier F, pt;
identifier MARK = {__folio_set_pgtable, __folio_clear_pgtable};
expression folio;
position p;
@@

 F(struct ptdesc *pt)
 {
 <+...
 MARK@p(folio);
 ...+>
 }

@depends on patch@
identifier marked.MARK;
expression folio;
position marked.p;
@@

- MARK@p(folio);
+ if (!IS_ENABLED(CONFIG_ARCH_HAS_SPLIT_PTDESC))
+	MARK(folio);

@script:python depends on report@
p << lookup.p;
@@

coccilib.report.print_report(p[0], "the descriptor belongs to the first page of a table")

@script:python depends on report@
p << cache.p;
@@

coccilib.report.print_report(p[0], "there is no cache of descriptors yet")

@script:python depends on report@
p << marked.p;
@@

coccilib.report.print_report(p[0], "the page type goes with the descriptor")

//! replace text /config ARCH_ENABLE_SPLIT_PMD_PTLOCK\n\tbool\n/$0\n# Every page table has a struct ptdesc. It is allocated, and does not overlay\n# struct page.\nconfig ARCH_HAS_SPLIT_PTDESC\n\tbool\n/
//! replace struct page /struct address_space \*mapping;(?s:.*?)\n\t\t\};\n/$0#ifdef CONFIG_ARCH_HAS_SPLIT_PTDESC\n\t\tstruct {\t\/* Page tables *\/\n\t\t\tunsigned long _unused_1;\t\/* compound_head *\/\n\t\t\tunsigned long _unused_2;\n\t\t\t\/* In the mapping word, which is tested at free *\/\n\t\t\tstruct ptdesc *ptdesc;\n\t\t};\n#endif\n/
//! replace comment /^\/\*\*\n \* struct ptdesc - (?! )[^\n]*\n/$0 * \@pt_page: The first page of the table, with ARCH_HAS_SPLIT_PTDESC.\n/
//! replace comment /^\/\*\*\n \* struct ptdesc - [ ]+[^\n]*\n(?= \* \@__page_flags:([ ]+))/$0 * \@pt_page:     $1The first page of the table, with ARCH_HAS_SPLIT_PTDESC.\n/
//! replace comment /(It|This struct) overlays struct page for now\./$1 overlays struct page where ARCH_HAS_SPLIT_PTDESC is not set./
//! replace struct ptdesc /\tunsigned long __page_flags;\n/#ifdef CONFIG_ARCH_HAS_SPLIT_PTDESC\n\tstruct page *pt_page;\n#else\n$0#endif\n/
//! replace struct ptdesc /\tunsigned int __page_type;\n(?s:.*?)(?=\};$)/#ifndef CONFIG_ARCH_HAS_SPLIT_PTDESC\n$0#endif\n/
//! insert after macro page_ptdesc unless pt_page)
//+ #endif /* CONFIG_ARCH_HAS_SPLIT_PTDESC */
//! insert after struct ptdesc
//+
//+ #ifdef CONFIG_ARCH_HAS_SPLIT_PTDESC
//+ static_assert(offsetof(struct page, ptdesc) == offsetof(struct page, mapping));
//+
//+ /*
//+  * Conversions. All three keep const, evaluate their argument once, and take
//+  * no other type. They want the first page of a table, and do not take NULL.
//+  */
//+ #define ptdesc_page(pt)							\
//+ 	((typeof(_Generic((typeof(pt))NULL,				\
//+ 		const struct ptdesc * : (const struct page *)NULL,	\
//+ 		struct ptdesc * : (struct page *)NULL)))(pt)->pt_page)
//+
//+ #define ptdesc_folio(pt)						\
//+ 	((typeof(_Generic((typeof(pt))NULL,				\
//+ 		const struct ptdesc * : (const struct folio *)NULL,	\
//+ 		struct ptdesc * : (struct folio *)NULL)))(pt)->pt_page)
//+
//+ #define page_ptdesc(p)							\
//+ 	((typeof(_Generic((typeof(p))NULL,				\
//+ 		const struct page * : (const struct ptdesc *)NULL,	\
//+ 		struct page * : (struct ptdesc *)NULL)))(p)->ptdesc)
//+
//+ #else /* !CONFIG_ARCH_HAS_SPLIT_PTDESC */
//! replace comment /which is not always the first\.\n( \*)\n/which is not always the first.\n$1 With ARCH_HAS_SPLIT_PTDESC a table has one descriptor, and memory that did\n$1 not come from pagetable_alloc() has none.\n$1\n/
//! replace comment /Return: The descriptor of that page\./Return: The descriptor, or NULL where there is none./
//! replace comment /Return: The descriptor\. NULL when \@page is\./Return: The descriptor. NULL when \@page is, or when there is no memory for\n * the descriptor: \@page is freed then./
//! replace comment /prep_new_page\(\) initialize page->private \(and therefore ptdesc->ptl\) with 0\./prep_new_page() initialize page->private (and therefore ptdesc->ptl) with 0,\n\t * and so does ptdesc_attach() with a descriptor that is allocated./
//! insert after function ptdesc_detach
//+ #endif /* CONFIG_ARCH_HAS_SPLIT_PTDESC */
//! insert before function ptdesc_attach
//+ #ifdef CONFIG_ARCH_HAS_SPLIT_PTDESC
//+ void __init ptdesc_cache_init(void);
//+ struct ptdesc *ptdesc_attach(struct page *page, gfp_t gfp);
//+ struct page *ptdesc_detach(struct ptdesc *pt);
//+ #else
//+ static inline void ptdesc_cache_init(void)
//+ {
//+ }
//+
//! insert after include linux/mm_inline.h unless ptlock_cache_init
//+ #include <linux/slab.h>
//! insert after include asm/tlb.h unless ptlock_cache_init
//+ #include "internal.h"
//+
//+ #ifdef CONFIG_ARCH_HAS_SPLIT_PTDESC
//+ static struct kmem_cache *ptdesc_cachep;
//+
//+ void __init ptdesc_cache_init(void)
//+ {
//+ 	ptdesc_cachep = kmem_cache_create("ptdesc", sizeof(struct ptdesc), 16,
//+ 					  SLAB_PANIC | SLAB_TYPESAFE_BY_RCU,
//+ 					  NULL);
//+ }
//+
//+ struct ptdesc *ptdesc_attach(struct page *page, gfp_t gfp)
//+ {
//+ 	struct ptdesc *pt;
//+
//+ 	if (!page)
//+ 		return NULL;
//+ 	pt = kmem_cache_zalloc(ptdesc_cachep, gfp & GFP_RECLAIM_MASK);
//+ 	if (!pt) {
//+ 		__free_pages(page, compound_order(page));
//+ 		return NULL;
//+ 	}
//+ 	pt->pt_page = page;
//+ 	page->ptdesc = pt;
//+ 	__folio_set_pgtable(ptdesc_folio(pt));
//+ 	return pt;
//+ }
//+
//+ struct page *ptdesc_detach(struct ptdesc *pt)
//+ {
//+ 	struct page *page = ptdesc_page(pt);
//+
//+ 	__folio_clear_pgtable(ptdesc_folio(pt));
//+ 	page->ptdesc = NULL;
//+ 	kmem_cache_free(ptdesc_cachep, pt);
//+ 	return page;
//+ }
//+ #endif /* CONFIG_ARCH_HAS_SPLIT_PTDESC */
