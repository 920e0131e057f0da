// SPDX-License-Identifier: GPL-2.0-only
/// The tables of a guest address space are page tables. Use struct ptdesc
/// for them, and pagetable_alloc() and pagetable_free() for region and
/// segment tables.
///
/// The lists of these tables use pt_list now, with all their iterators. The
/// descriptor of a table is found by virt_to_ptdesc() where it was found by
/// a frame number.
///
/// The functions that allocate and free a page table with PGSTEs still use
/// struct page. Convert from and to it around them for now.
//# Tables are entered into upper tables by their physical address; that
//# stays an address made from the page, not from its mapping.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 16
// Subject: s390: Convert various gmap functions to use ptdescs
// Kind: behaviour
// Changes: compound: region and segment tables of a gmap, of four pages
// Paths: arch/s390/**
// Names: _pt_s390_gaddr crst_list
// Ids: PT001 PT003 PT004 PT005 PT009
// Advice: use a struct ptdesc for the tables of a gmap
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"

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
#include "shared/s390-kept-name.cocci"
