// SPDX-License-Identifier: GPL-2.0-only
/// The region and segment tables of a guest address space are page tables,
/// but they are allocated, listed and freed as pages.
///
/// Use a struct ptdesc for them, pagetable_alloc() and pagetable_free(). They
/// become compound pages, whose order pagetable_free() finds there. The guest
/// address that a table maps is kept in pt_index, in the same word as before,
/// and the lists use pt_list with all their iterators.
///
/// free_pages() ignores NULL, which has no descriptor. So a table that is
/// freed by its address is tested first where it may be NULL.
//# Tables are entered into upper tables by their physical address; that
//# stays an address made from the page.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: s390: Use ptdescs for the tables of guest address spaces
// Kind: behaviour
// Changes: compound: region and segment tables of a gmap, of four pages
// Paths: arch/s390/**
// Names: crst_list CRST_ALLOC_ORDER
// Ids: PT002 PT003 PT004 PT005 PT006 PT009
// Advice: use a struct ptdesc for the tables of a gmap
// Tree: with struct ptdesc
// Tree: with pt_index

virtual patch
virtual report

#include "shared/local-name.cocci"

// Evidence, function by function. A page is a table of a guest address
// space when it is linked into a list of a struct gmap, when it is the page
// of the gmap's top level table, when its index carries the mark of a fake
// shadow table, when it is the page of a segment table, or when it has the
// order of region and segment tables.
@table exists@
typedef pmd_t;
identifier f, pg;
struct gmap *g;
expression gfp;
unsigned long *entry;
@@

 f(...)
 {
 <+...
(
 \( list_add \| list_add_tail \)(&pg->lru,
	\( &g->crst_list \| &g->pt_list \))
|
 pg = virt_to_page(g->table)
|
 pg->index & GMAP_SHADOW_FAKE_TABLE
|
 pg->index & ~GMAP_SHADOW_FAKE_TABLE
|
 pg->index |= GMAP_SHADOW_FAKE_TABLE
|
 pg = pmd_pgtable_page((pmd_t *)entry)
|
 pg = alloc_pages(gfp, CRST_ALLOC_ORDER)
|
 __free_pages(pg, CRST_ALLOC_ORDER)
)
 ...+>
 }

#include "shared/s390-table.cocci"

@depends on patch@
@@

 TABLE_->
- index
+ pt_index

@depends on patch@
expression e;
@@

- page_ptdesc(pmd_pgtable_page(e))
+ pmd_ptdesc(e)

// The function of the file that allocates a table, when each of its callers
// takes what it returns for one.
@returned exists@
identifier f;
@@

 static struct page *f(...)
 {
 <+...
 return ptdesc_page(TABLE_);
 ...+>
 }

@returned_to@
identifier returned.f;
position p;
@@

 TABLE_ = page_ptdesc(f@p(...))

@returned_elsewhere@
identifier returned.f;
position p != returned_to.p;
@@

 f@p

@depends on patch && !returned_elsewhere@
identifier returned.f;
@@

 static
- struct page *f
+ struct ptdesc *f
 (...)
 {
 <...
 return
- ptdesc_page(TABLE_)
+ TABLE_
 ;
 ...>
 }

@depends on patch && !returned_elsewhere@
identifier returned.f;
expression list es;
@@

 TABLE_ =
- page_ptdesc(f(es))
+ f(es)

#include "shared/s390-free.cocci"
#include "shared/s390-kept-name.cocci"
#include "shared/fold.cocci"
