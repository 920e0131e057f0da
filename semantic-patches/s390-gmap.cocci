// SPDX-License-Identifier: GPL-2.0-only
/// The tables of a guest address space are page tables: their descriptor
/// should be a struct ptdesc, and they should come from pagetable_alloc().
///
/// Convert the region and segment tables with their allocation and free,
/// and the lists of tables with all their iterators. Find the descriptor of
/// a table with virt_to_ptdesc() where it was found by its frame number,
/// and the memory of a table with ptdesc_address() where it was
/// page_to_virt().
///
/// The functions that allocate and free a page table with PGSTEs still deal
/// in pages, so convert from and to struct page around them for now.
//# Tables are entered into upper tables by their physical address; that
//# stays an address made from the page, not from its mapping.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 16
// Subject: s390: Convert various gmap functions to use ptdescs
// Kind: behaviour
// Changes: region and segment tables become compound pages (__GFP_COMP)
// Paths: arch/s390/**
// Names: _pt_s390_gaddr crst_list
// Ids: PT001 PT003 PT004 PT005 PT009
// Advice: use a struct ptdesc for the tables of a gmap
// Tree: without struct ptdesc

virtual patch
virtual report

// Evidence, function by function. A page is a table of a guest address
// space when it has a guest address, when it is linked into a list of a
// struct gmap, or when it is the page of the gmap's top level table.
@table exists@
identifier f, pg;
struct gmap *g;
@@

 f(...)
 {
 <+...
(
 pg->_pt_s390_gaddr
|
 \( list_add \| list_add_tail \)(&pg->lru,
	\( &g->crst_list \| &g->pt_list \))
|
 pg = virt_to_page(g->table)
)
 ...+>
 }

#include "shared/s390-table.cocci"
