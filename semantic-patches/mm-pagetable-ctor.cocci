// SPDX-License-Identifier: GPL-2.0-only
/// The constructors and destructors of PTE and PMD tables take a page. They
/// need counterparts that take a struct ptdesc, so that their callers can
/// be converted one by one.
///
/// Turn them into pagetable_{pte,pmd}_ctor() and
/// pagetable_{pte,pmd}_dtor(), which mark and count the folio of the table.
/// Keep the old names as wrappers until nobody calls them.
///
/// The statistics count all pages of a table that is a compound page. With
/// CONFIG_DEBUG_VM, a wrong page type gives a warning instead of a BUG.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 13
// Subject: mm: Create ptdesc equivalents for pgtable_{pte,pmd}_page_{ctor,dtor}
// Kind: behaviour
// Changes: checks: with CONFIG_DEBUG_VM, a constructor or destructor warns
// Changes: about a wrong page type, where it was a BUG
// Changes: statistics: a page table that is a compound page counts with all
// Changes: of its pages
// Paths: include/linux/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Ids: PT002
// Advice: use pagetable_{pte,pmd}_{ctor,dtor}(), which take a struct ptdesc
// Tree: without struct ptdesc
// Tree: with lruvec_stat_add_folio

virtual patch
virtual report

// The rewritten body works on the descriptor and on its folio; the page of
// a member that struct ptdesc does not have yet is reached through it.
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
+	struct folio *folio = ptdesc_folio(ptdesc);
+
 <...
(
- __SetPageTable(pg)
+ __folio_set_pgtable(folio)
|
- __ClearPageTable(pg)
+ __folio_clear_pgtable(folio)
|
- inc_lruvec_page_state(pg, NR_PAGETABLE)
+ lruvec_stat_add_folio(folio, NR_PAGETABLE)
|
- dec_lruvec_page_state(pg, NR_PAGETABLE)
+ lruvec_stat_sub_folio(folio, NR_PAGETABLE)
|
- page_ptdesc(pg)
+ ptdesc
|
- pg
+ ptdesc_page(ptdesc)
)
 ...>
 }

#include "shared/pagetable-ctor.cocci"
