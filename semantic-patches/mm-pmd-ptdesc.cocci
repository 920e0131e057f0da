// SPDX-License-Identifier: GPL-2.0-only
/// The split lock of a PMD table and the page tables deposited for its huge
/// PMDs are state of the table. The function that finds it returns a struct
/// page.
///
/// Let it return the struct ptdesc of the table, and rename it. Callers
/// that still need the page convert the result.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 6
// Subject: mm: Convert {pmd_pgtable_page|pmd_to_page}() to pmd_ptdesc()
// Kind: type-only
// Paths: **
// Names: pmd_pgtable_page pmd_to_page
// Ids: PT002
// Advice: use pmd_ptdesc(), which returns a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

@depends on patch@
typedef pmd_t;
identifier pmd;
expression E;
@@

- struct page *
+ struct ptdesc *
(
- pmd_pgtable_page
+ pmd_ptdesc
|
- pmd_to_page
+ pmd_ptdesc
)
 (pmd_t *pmd)
 {
 ...
 return
- virt_to_page
+ virt_to_ptdesc
 (E);
 }

@depends on patch@
expression E;
@@

(
- pmd_pgtable_page(E)->pmd_huge_pte
+ pmd_ptdesc(E)->pmd_huge_pte
|
- pmd_to_page(E)->pmd_huge_pte
+ pmd_ptdesc(E)->pmd_huge_pte
)

@depends on patch@
expression E;
@@

(
- pmd_pgtable_page(E)
+ ptdesc_page(pmd_ptdesc(E))
|
- pmd_to_page(E)
+ ptdesc_page(pmd_ptdesc(E))
)

#include "shared/fold.cocci"

@found depends on report@
expression E;
position p;
@@

(
 pmd_pgtable_page@p(E)
|
 pmd_to_page@p(E)
)

@script:python depends on report@
p << found.p;
@@

coccilib.report.print_report(p[0],
	"use pmd_ptdesc(), which returns a struct ptdesc")

@definition depends on report@
identifier pmd;
position p;
@@

 struct page *
(
 pmd_pgtable_page@p
|
 pmd_to_page@p
)
 (pmd_t *pmd)
 { ... }

@script:python depends on report@
p << definition.p;
@@

coccilib.report.print_report(p[0],
	"use pmd_ptdesc(), which returns a struct ptdesc")
