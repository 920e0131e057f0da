// SPDX-License-Identifier: GPL-2.0-only
/// All users of pgtable_{pte,pmd}_page_{ctor,dtor}() call the functions
/// that take a struct ptdesc. Remove the wrappers.
///
/// Comments and the documentation of the split page-table lock still have
/// the old names, and say that the lock is in struct page. Correct them.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 34
// Subject: mm: Remove pgtable_{pmd, pte}_page_{ctor, dtor}() wrappers
// Kind: remove
// Paths: **
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Ids: PT002
// Advice: use pagetable_{pte,pmd}_{ctor,dtor}(), which take a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

@depends on patch@
identifier f = {pgtable_pte_page_ctor, pgtable_pte_page_dtor,
		pgtable_pmd_page_ctor, pgtable_pmd_page_dtor};
identifier pg;
type T;
@@

-T f(struct page *pg)
-{
-	...
-}

// A caller that no earlier step knew keeps its page.
@depends on patch@
expression E;
@@

(
- pgtable_pte_page_ctor(E)
+ pagetable_pte_ctor(page_ptdesc(E))
|
- pgtable_pte_page_dtor(E)
+ pagetable_pte_dtor(page_ptdesc(E))
|
- pgtable_pmd_page_ctor(E)
+ pagetable_pmd_ctor(page_ptdesc(E))
|
- pgtable_pmd_page_dtor(E)
+ pagetable_pmd_dtor(page_ptdesc(E))
)

#include "shared/fold.cocci"

@call depends on report@
identifier f = {pgtable_pte_page_ctor, pgtable_pte_page_dtor,
		pgtable_pmd_page_ctor, pgtable_pmd_page_dtor};
position p;
@@

 f@p(...)

@script:python depends on report@
p << call.p;
@@

coccilib.report.print_report(p[0],
	"use pagetable_{pte,pmd}_{ctor,dtor}(), which take a struct ptdesc")

@definition depends on report@
identifier f = {pgtable_pte_page_ctor, pgtable_pte_page_dtor,
		pgtable_pmd_page_ctor, pgtable_pmd_page_dtor};
identifier pg;
position p;
@@

 f@p(struct page *pg)
 { ... }

@script:python depends on report@
p << definition.p;
@@

coccilib.report.print_report(p[0],
	"use pagetable_{pte,pmd}_{ctor,dtor}(), which take a struct ptdesc")

// The functions have new names wherever they are spoken of.
//! replace comment /pgtable_(pte|pmd)_page_([cd]tor)/pagetable_$1_$2/
//! replace text /pgtable_(pte|pmd)_page_([cd]tor)/pagetable_$1_$2/
//
#include "shared/lock-words.cocci"
