// SPDX-License-Identifier: GPL-2.0-only
/// ptlock_init() sets up the split lock of a page table. The functions that
/// it calls take a struct ptdesc already: take one as well.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 10
// Subject: mm: Convert ptlock_init() to use ptdescs
// Kind: type-only
// Pattern: the function takes the struct ptdesc in place of the page,
// Pattern: and its callers convert what they have.
// Paths: **
// Names: ptlock_init
// Ids: PT001 PT002
// Advice: ptlock_init() takes a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

// Callers first: they still have a page.
@has_ptdesc@
struct ptdesc *PT;
position p;
@@

 ptlock_init@p(
   \(PT\|page_ptdesc(...)\|virt_to_ptdesc(...)\|pmd_ptdesc(...)\))

@depends on patch@
position p != has_ptdesc.p;
expression E;
@@

 ptlock_init@p(
- E
+ page_ptdesc(E)
 )

// The definitions, in every branch. What else a body does with the page
// stays as it is.
@depends on patch@
identifier pg;
@@

 ptlock_init(
- struct page *pg
+ struct ptdesc *ptdesc
 )
 {
 <...
(
- pg->ptl
+ ptdesc->ptl
|
- pg
+ ptdesc_page(ptdesc)
)
 ...>
 }

#include "shared/fold.cocci"

@call depends on report@
position p != has_ptdesc.p;
expression E;
@@

 ptlock_init@p(E)

@script:python depends on report@
p << call.p;
@@

coccilib.report.print_report(p[0], "ptlock_init() takes a struct ptdesc")

@definition depends on report@
position p;
identifier pg;
@@

 ptlock_init@p(struct page *pg)
 { ... }

@script:python depends on report@
p << definition.p;
@@

coccilib.report.print_report(p[0], "ptlock_init() takes a struct ptdesc")

//! replace comment /slab code uses page->slab_cache, which share storage/slab code uses struct slab, which shares storage/
//! replace comment /\bpage->ptl\b/ptdesc->ptl/
