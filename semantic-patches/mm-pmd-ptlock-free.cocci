// SPDX-License-Identifier: GPL-2.0-only
/// pmd_ptlock_free() checks that a PMD table has no deposited page table,
/// and frees the lock of the table. Both are members of struct ptdesc: take
/// one.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 11
// Subject: mm: Convert pmd_ptlock_free() to use ptdescs
// Kind: type-only
// Pattern: the function takes the struct ptdesc in place of the page,
// Pattern: and its callers convert what they have.
// Paths: **
// Names: pmd_ptlock_free
// Ids: PT001 PT002
// Advice: pmd_ptlock_free() takes a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

// Callers first: they still have a page.
@has_ptdesc@
struct ptdesc *PT;
position p;
@@

 pmd_ptlock_free@p(
   \(PT\|page_ptdesc(...)\|virt_to_ptdesc(...)\|pmd_ptdesc(...)\))

@depends on patch@
position p != has_ptdesc.p;
expression E;
@@

 pmd_ptlock_free@p(
- E
+ page_ptdesc(E)
 )

// The definitions, in every branch. What else a body does with the page
// stays as it is.
@depends on patch@
identifier pg;
@@

 pmd_ptlock_free(
- struct page *pg
+ struct ptdesc *ptdesc
 )
 {
 <...
(
- pg->pmd_huge_pte
+ ptdesc->pmd_huge_pte
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

 pmd_ptlock_free@p(E)

@script:python depends on report@
p << call.p;
@@

coccilib.report.print_report(p[0], "pmd_ptlock_free() takes a struct ptdesc")

@definition depends on report@
position p;
identifier pg;
@@

 pmd_ptlock_free@p(struct page *pg)
 { ... }

@script:python depends on report@
p << definition.p;
@@

coccilib.report.print_report(p[0], "pmd_ptlock_free() takes a struct ptdesc")
