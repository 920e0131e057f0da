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
// The documentation of the lock, and its translation: where the lock is, and
// what it shares storage with. No \b here: between a Latin letter and a
// Chinese character there is none.
//! replace text /^page->ptl\n=+$/ptdesc->ptl\n===========/
//! replace text /where 'page' is struct page of page containing the table\. It shares storage with page->private \(and few other fields in union\)\./where 'ptdesc' is the\nstruct ptdesc of the table. It shares storage with page->private of the page\ncontaining the table (and few other fields in union)./
//! replace text /slab uses page->slab_cache for its pages\. This field shares storage with page->ptl\./slab uses struct slab for its pages, which shares storage\nwith ptdesc->ptl./
//! replace text /其中'page'是包含该表的页面struct page。它\s*与page->private/其中'ptdesc'是该表的struct ptdesc。\n它与包含该表的页面的page->private/
//! replace text /slab使用page->slab_cache来分配其页\s*面。这个区域与page->ptl/slab使用struct slab来描述其页面，\n它与ptdesc->ptl/
//! replace text /(To avoid increasing size of |为了避免增加)struct page(?=[^a-z_])/$1struct ptdesc/
//! replace text /(?<![a-z_])page->pt[lr](?![a-z_])/ptdesc->ptl/
