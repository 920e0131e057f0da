// SPDX-License-Identifier: GPL-2.0-only
/// ptlock_free() frees the split lock of a page table. Let it take the
/// struct ptdesc of the table.
///
/// No function of the split lock takes a page any more.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 12
// Subject: mm: Convert ptlock_free() to use ptdescs
// Kind: type-only
// Pattern: the function takes the struct ptdesc in place of the page,
// Pattern: and its callers convert what they have.
// Paths: **
// Names: ptlock_free
// Ids: PT001 PT002
// Advice: ptlock_free() takes a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

// Callers first: they still have a page.
@has_ptdesc@
struct ptdesc *PT;
position p;
@@

 ptlock_free@p(
   \(PT\|page_ptdesc(...)\|virt_to_ptdesc(...)\|pmd_ptdesc(...)\))

@depends on patch@
position p != has_ptdesc.p;
expression E;
@@

 ptlock_free@p(
- E
+ page_ptdesc(E)
 )

// A prototype that changes loses its "extern", as checkpatch wants. Rewriting
// a definition rewrites the prototype, so this comes first.
@depends on patch@
type T;
identifier pg;
@@

-extern
 T ptlock_free(struct page *pg);

// The definitions, in every branch. What else a body does with the page
// stays as it is.
@depends on patch@
identifier pg;
@@

 ptlock_free(
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

// A header that has no definition of it.
@depends on patch@
type T;
identifier pg;
@@

 T ptlock_free(
- struct page *pg
+ struct ptdesc *ptdesc
 );

#include "shared/fold.cocci"

@call depends on report@
position p != has_ptdesc.p;
expression E;
@@

 ptlock_free@p(E)

@script:python depends on report@
p << call.p;
@@

coccilib.report.print_report(p[0], "ptlock_free() takes a struct ptdesc")

@definition depends on report@
position p;
identifier pg;
@@

 ptlock_free@p(struct page *pg)
 { ... }

@script:python depends on report@
p << definition.p;
@@

coccilib.report.print_report(p[0], "ptlock_free() takes a struct ptdesc")

@prototype depends on report@
type T;
identifier pg;
position p;
@@

 T ptlock_free@p(struct page *pg);

@script:python depends on report@
p << prototype.p;
@@

coccilib.report.print_report(p[0], "ptlock_free() takes a struct ptdesc")
