// SPDX-License-Identifier: GPL-2.0-only
/// Every architecture allocates and frees page tables, and looks them up by
/// their memory. Add functions that do so with a struct ptdesc, and two
/// that give a table to the mmu_gather.
///
/// pagetable_alloc() makes a compound page of a table with several pages,
/// so that pagetable_free() knows the order. virt_to_ptdesc() does not go
/// to the first page of a table: some architectures still have tables of
/// several pages that are no compound page. It is always inlined, as it
/// replaces virt_to_page(), a macro.
///
/// Code without an MMU calls those of mm.h too, so they are outside
/// CONFIG_MMU. The mmu_gather is inside, and so are its two.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 5
// Subject: mm: add utility functions for ptdesc
// Kind: add
// Paths: include/linux/** include/asm-generic/**
// Names: folio_address mark_page_reserved tlb_remove_page
// Ids: PT004 PT005 PT008 PT009
// Advice: use pagetable_alloc(), pagetable_free() and virt_to_ptdesc()
// Tree: without struct ptdesc
//
// Older trees have no folio_address(). Either stands behind page_address().
//! insert after function folio_address|page_is_pfmemalloc unless virt_to_ptdesc
//+
//+ /**
//+  * virt_to_ptdesc - Find the descriptor of a page table by its memory.
//+  * @x: Address inside the page table.
//+  *
//+  * Of a table with several pages this is the descriptor of the page that @x
//+  * is in, which is not always the first.
//+  *
//+  * Return: The descriptor of that page.
//+  */
//+ static __always_inline struct ptdesc *virt_to_ptdesc(const void *x)
//+ {
//+ 	return page_ptdesc(virt_to_page(x));
//+ }
//+
//+ /**
//+  * ptdesc_address - The memory of a page table.
//+  * @pt: Descriptor of the page table, not NULL.
//+  *
//+  * Return: The address of the table, or NULL when it is in high memory and
//+  * not mapped.
//+  */
//+ static inline void *ptdesc_address(const struct ptdesc *pt)
//+ {
//+ 	return page_address(ptdesc_page(pt));
//+ }
//+
//+ /**
//+  * pagetable_is_reserved - Check if a page table is reserved memory.
//+  * @pt: Descriptor of the page table.
//+  *
//+  * Tables from the boot allocator are. They are freed by
//+  * free_reserved_ptdesc() instead of pagetable_free().
//+  *
//+  * Return: True if the table is reserved memory.
//+  */
//+ static inline bool pagetable_is_reserved(struct ptdesc *pt)
//+ {
//+ 	return PageReserved(ptdesc_page(pt));
//+ }
//+
//+ /**
//+  * pagetable_alloc - Allocate a page table.
//+  * @gfp: Allocation flags. Without __GFP_ZERO the table is not cleared.
//+  * @order: The table has 2^@order pages.
//+  *
//+  * The constructor of the table's level, where it has one, is the caller's
//+  * to run.
//+  *
//+  * Return: The descriptor of the table, or NULL. ptdesc_address() must not
//+  * be called before the result was tested.
//+  */
//+ static inline struct ptdesc *pagetable_alloc(gfp_t gfp, unsigned int order)
//+ {
//+ 	struct page *page = alloc_pages(gfp | __GFP_COMP, order);
//+
//+ 	return page_ptdesc(page);
//+ }
//+
//+ /**
//+  * pagetable_free - Free a page table.
//+  * @pt: Descriptor of a table that came from pagetable_alloc().
//+  *
//+  * The destructor of the table's level, where it has one, must have run.
//+  */
//+ static inline void pagetable_free(struct ptdesc *pt)
//+ {
//+ 	struct page *page = ptdesc_page(pt);
//+
//+ 	__free_pages(page, compound_order(page));
//+ }
//! insert after function mark_page_reserved unless free_reserved_ptdesc
//+
//+ /**
//+  * free_reserved_ptdesc - Free a page table that is reserved memory.
//+  * @pt: Descriptor of the page table, which has one page.
//+  *
//+  * The page goes to the page allocator and counts as managed from then on.
//+  */
//+ static inline void free_reserved_ptdesc(struct ptdesc *pt)
//+ {
//+ 	free_reserved_page(ptdesc_page(pt));
//+ }
//! insert after function tlb_remove_page unless tlb_remove_ptdesc
//+
//+ /**
//+  * tlb_remove_ptdesc - Free a page table once no TLB knows it.
//+  * @tlb: The gather of the operation that unhooked the table.
//+  * @pt: Descriptor of the page table.
//+  *
//+  * For what __tlb_remove_table() or tlb_remove_page() frees as a page. Where
//+  * the architecture's __tlb_remove_table() takes anything else, it is
//+  * tlb_remove_table() that has to be called.
//+  */
//+ static inline void tlb_remove_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt)
//+ {
//+ 	tlb_remove_table(tlb, ptdesc_page(pt));
//+ }
//+
//+ /**
//+  * tlb_remove_page_ptdesc - Free a page table as a page after the flush.
//+  * @tlb: The gather of the operation that unhooked the table.
//+  * @pt: Descriptor of the page table.
//+  */
//+ static inline void tlb_remove_page_ptdesc(struct mmu_gather *tlb,
//+ 					  struct ptdesc *pt)
//+ {
//+ 	tlb_remove_page(tlb, ptdesc_page(pt));
//+ }
