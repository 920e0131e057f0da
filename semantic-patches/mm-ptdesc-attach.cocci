// SPDX-License-Identifier: GPL-2.0-only
/// A page that becomes a page table gets its descriptor by a cast, and loses
/// it by another. A descriptor that does not overlay struct page has to be
/// allocated and freed there.
///
/// Give the two places names: ptdesc_attach() makes the descriptor of a new
/// table, ptdesc_detach() ends it and returns the page. Use them where
/// pagetable_alloc() and pagetable_free() cast, and where the mmu_gather is
/// given the page of a table. Nothing else makes or ends a descriptor.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: split
// Subject: mm: Name where the descriptor of a page table begins and ends
// Kind: type-only
// Paths: include/linux/** include/asm-generic/**
// Names: pagetable_alloc tlb_remove_ptdesc tlb_remove_page_ptdesc
// Ids: PT008 PT009
// Advice: use pagetable_alloc() and pagetable_free()
// Tree: with struct ptdesc
// Tree: without ptdesc_detach

virtual patch
virtual report

@make@
typedef gfp_t;
identifier F, pg, flags;
expression order;
position p;
@@

 F(gfp_t flags, ...)
 {
 ...
 struct page *pg = \( alloc_pages \| alloc_pages_noprof \)(flags | __GFP_COMP,
                                                          order);
 ...
 return page_ptdesc@p(pg);
 }

@depends on patch@
identifier make.flags;
expression pg;
position make.p;
@@

- page_ptdesc@p(pg)
+ ptdesc_attach(pg, flags)

// What was a page table is a page again.
@end@
identifier F, pg, pt;
position p;
@@

 F(struct ptdesc *pt)
 {
 struct page *pg = ptdesc_page@p(pt);
 ...
 __free_pages(pg, ...);
 }

@removed@
expression tlb, pt;
position p;
@@

 \( tlb_remove_table \| tlb_remove_page \)(tlb, ptdesc_page@p(pt))

@depends on patch@
position p = {end.p, removed.p};
expression pt;
@@

- ptdesc_page@p(pt)
+ ptdesc_detach(pt)

@script:python depends on report@
p << make.p;
@@

coccilib.report.print_report(p[0], "make the descriptor with ptdesc_attach()")

@ends depends on report@
position p = {end.p, removed.p};
expression pt;
@@

 ptdesc_page@p(pt)

@script:python depends on report@
p << ends.p;
@@

coccilib.report.print_report(p[0], "end the descriptor with ptdesc_detach()")

//! insert after function pagetable_is_reserved
//+
//+ /**
//+  * ptdesc_attach - Make the descriptor of a new page table.
//+  * @page: First page of the table, or NULL.
//+  * @gfp: The flags of its allocation.
//+  *
//+  * Return: The descriptor. NULL when @page is.
//+  */
//+ static inline struct ptdesc *ptdesc_attach(struct page *page, gfp_t gfp)
//+ {
//+ 	return page_ptdesc(page);
//+ }
//+
//+ /**
//+  * ptdesc_detach - End the descriptor of a page table.
//+  * @pt: Descriptor of a table that came from pagetable_alloc(). Nobody may
//+  *    look at it any more.
//+  *
//+  * Return: The first page of the table, for the page allocator.
//+  */
//+ static inline struct page *ptdesc_detach(struct ptdesc *pt)
//+ {
//+ 	return ptdesc_page(pt);
//+ }
