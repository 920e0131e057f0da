// SPDX-License-Identifier: GPL-2.0-only
/// Page tables that are deposited for huge pages are linked through lru of
/// their pages. pmd_huge_pte of the PMD table points to the first one.
///
/// struct ptdesc has pt_list at the same offset. Use it. The functions that
/// deposit and withdraw a table still take and return a pgtable_t.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: mm: Chain deposited page tables through pt_list
// Kind: equivalent
// Paths: mm/**
// Names: pmd_huge_pte
// With: lru
// Ids: PT003
// Advice: use pt_list of the struct ptdesc
// Tree: with struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"

@first@
typedef pgtable_t;
pgtable_t P;
identifier f;
position p, q;
@@

 f@p(...)
 {
 <+...
 pmd_huge_pte(...) = list_first_entry_or_null@q(&P->lru, struct page, lru)
 ...+>
 }

@script:python first_name@
f << first.f;
P << first.P;
pt;
@@

coccinelle.pt = cocci.make_ident(local_name(f, P))

// Who asks at once whether there is one gets the answer from the descriptor.
@first_rewrite depends on patch@
pgtable_t P;
identifier first.f, first_name.pt;
position first.p;
expression a, b;
statement S;
@@

 f@p(...)
 {
+ struct ptdesc *pt;
 <...
(
- pmd_huge_pte(a, b) = list_first_entry_or_null(&P->lru, struct page, lru);
- if (pmd_huge_pte(a, b)) S
+ pt = list_first_entry_or_null(&page_ptdesc(P)->pt_list, struct ptdesc, pt_list);
+ if (pt) {
+ 	pmd_huge_pte(a, b) = ptdesc_page(pt);
+ 	S
+ } else {
+ 	pmd_huge_pte(a, b) = NULL;
+ }
|
- pmd_huge_pte(a, b) = list_first_entry_or_null(&P->lru, struct page, lru);
+ pt = list_first_entry_or_null(&page_ptdesc(P)->pt_list, struct ptdesc, pt_list);
+ pmd_huge_pte(a, b) = pt ? ptdesc_page(pt) : NULL;
)
 ...>
 }

@chained depends on patch@
typedef pgtable_t;
pgtable_t P;
expression a, b;
@@

(
- P->lru
+ page_ptdesc(P)->pt_list
|
- pmd_huge_pte(a, b)->lru
+ page_ptdesc(pmd_huge_pte(a, b))->pt_list
)

@found depends on report@
typedef pgtable_t;
pgtable_t P;
position p;
@@

 \( P->lru@p \| pmd_huge_pte(...)->lru@p \)

@script:python depends on report@
p << found.p;
@@

coccilib.report.print_report(p[0], "a page table is chained through pt_list")
