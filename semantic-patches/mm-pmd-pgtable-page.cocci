// SPDX-License-Identifier: GPL-2.0-only
/// The function that finds the table of a PMD entry returns its page, and
/// pmd_ptdesc() converts the page to a descriptor.
///
/// Let pmd_ptdesc() find the struct ptdesc itself, and remove the other
/// function. Callers that still need the page convert the result.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: mm: Fold {pmd_pgtable_page|pmd_to_page}() into pmd_ptdesc()
// Kind: equivalent
// Paths: **
// Names: pmd_pgtable_page pmd_to_page
// Ids: PT002
// Advice: use pmd_ptdesc(), which returns a struct ptdesc
// Tree: with struct ptdesc

virtual patch
virtual report

// What finds the table takes the name of the wrapper.
@depends on patch@
identifier pmd;
identifier pages = { pmd_pgtable_page, pmd_to_page };
type T;
@@

- struct ptdesc *pmd_ptdesc(T pmd)
- {
- 	return page_ptdesc(pages(pmd));
- }

@depends on patch@
expression E;
@@

(
- page_ptdesc(pmd_pgtable_page(E))
+ pmd_ptdesc(E)
|
- page_ptdesc(pmd_to_page(E))
+ pmd_ptdesc(E)
)

#include "shared/pmd-ptdesc.cocci"
