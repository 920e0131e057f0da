// SPDX-License-Identifier: GPL-2.0-only
// The function that finds the table of a PMD entry: it is pmd_ptdesc(), and
// returns a descriptor. Its callers follow.
//
// The step that includes this declares the virtual rules patch and report.

@depends on patch@
identifier pmd;
expression E;
type T;
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
 (T pmd)
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
type T;
position p;
@@

 struct page *
(
 pmd_pgtable_page@p
|
 pmd_to_page@p
)
 (T pmd)
 { ... }

@script:python depends on report@
p << definition.p;
@@

coccilib.report.print_report(p[0],
	"use pmd_ptdesc(), which returns a struct ptdesc")
