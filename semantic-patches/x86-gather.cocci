// SPDX-License-Identifier: GPL-2.0-only
/// Page tables of all levels are handed to the mmu_gather as pages, through
/// void *. The gather gives __tlb_remove_table() what it was given.
///
/// Hand over descriptors, and let the gather that frees tables as pages
/// convert them.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: x86: Hand page tables to the mmu_gather as ptdescs
// Kind: type-only
// Paths: arch/x86/**
// Names: paravirt_tlb_remove_table native_tlb_remove_table
// Ids: PT009
// Advice: hand a struct ptdesc to the gather

virtual patch
virtual report

@handed@
expression T, E;
typedef pgtable_t;
{struct page *, pgtable_t} P;
position p;
@@

 paravirt_tlb_remove_table@p(T, \( ptdesc_page(E) \| virt_to_page(E) \| P \))

// Where the function has the descriptor at hand.
@handed_local depends on patch@
identifier pt;
expression T, E;
@@

 struct ptdesc *pt = virt_to_ptdesc(E);
 ... when any
 paravirt_tlb_remove_table(T,
- virt_to_page(E)
+ pt
 );

@handed_rewrite depends on patch@
expression T, E;
{struct page *, pgtable_t} P;
@@

 paravirt_tlb_remove_table(T,
(
- ptdesc_page(E)
+ E
|
- virt_to_page(E)
+ virt_to_ptdesc(E)
|
- P
+ page_ptdesc(P)
)
 )

@script:python depends on report@
p << handed.p;
@@

coccilib.report.print_report(p[0], "hand a struct ptdesc to the gather")

// The functions that remove what they are given as a page.
@taken@
identifier f =~ "^(paravirt|native)_tlb_remove_table$";
identifier tlb, P;
position p;
@@

 f(struct mmu_gather *tlb, void *P)
 {
 <+...
 tlb_remove_page@p(tlb, P)
 ...+>
 }

@taken_rewrite depends on patch@
position taken.p;
@@

- tlb_remove_page@p
+ tlb_remove_page_ptdesc
 (...)

@script:python depends on report@
p << taken.p;
@@

coccilib.report.print_report(p[0], "remove a page table with tlb_remove_page_ptdesc()")
