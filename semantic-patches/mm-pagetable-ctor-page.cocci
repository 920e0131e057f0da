// SPDX-License-Identifier: GPL-2.0-only
/// The constructors and destructors of PTE and PMD tables take a page. They
/// need counterparts that take a struct ptdesc, so that their callers can
/// be converted one by one.
///
/// Turn them into pagetable_{pte,pmd}_ctor() and
/// pagetable_{pte,pmd}_dtor(), which mark and count the page of the table.
/// Keep the old names as wrappers until nobody calls them.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: mm: Create ptdesc equivalents for pgtable_{pte,pmd}_page_{ctor,dtor}
// Kind: type-only
// Paths: include/linux/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Ids: PT002
// Advice: use pagetable_{pte,pmd}_{ctor,dtor}(), which take a struct ptdesc
// Tree: without struct ptdesc
// Tree: without lruvec_stat_add_folio

virtual patch
virtual report

// Row 13 for trees that cannot count the tables of folios.
@depends on patch@
identifier old = {pgtable_pte_page_ctor, pgtable_pte_page_dtor,
		  pgtable_pmd_page_ctor, pgtable_pmd_page_dtor};
identifier pg;
@@

 old(
- struct page *pg
+ struct ptdesc *ptdesc
 )
 {
 <...
(
- page_ptdesc(pg)
+ ptdesc
|
- pg
+ ptdesc_page(ptdesc)
)
 ...>
 }

#include "shared/pagetable-ctor.cocci"
