// SPDX-License-Identifier: GPL-2.0-only
/// A PTE table is passed to the functions that populate and free it as a
/// pgtable_t. Some of them say struct page * instead, which is what the type
/// stands for there.
///
/// Write pgtable_t, so that only its definition says what it is.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: mm: Use pgtable_t where a function takes one
// Kind: type-only
// Paths: arch/*/include/** arch/*/mm/** include/asm-generic/**
// Names: pmd_populate pte_free __pte_free_tlb ___pte_free_tlb
// Ids: PT009
// Advice: use pgtable_t
// Tree: with struct ptdesc

virtual patch
virtual report

// A function of the API, or the one that its architecture has with more
// underscores; who calls it passes a pgtable_t.
@defined@
typedef pgtable_t;
identifier f =~ "^_*(pmd_populate|pte_free|pte_free_tlb)$";
identifier x;
position p;
@@

 f(..., struct page *x@p, ...) { ... }

@defined_rewrite depends on patch@
identifier defined.f, defined.x;
position defined.p;
@@

 f(...,
- struct page *x@p
+ pgtable_t x
 , ...) { ... }

@declared@
typedef pgtable_t;
identifier f =~ "^_*(pmd_populate|pte_free|pte_free_tlb)$";
identifier x;
type T;
position p;
@@

 T f@p(..., struct page *x, ...);

// A prototype that changes loses its "extern", as checkpatch wants.
@declared_rewrite depends on patch@
identifier declared.f, declared.x;
type declared.T;
position declared.p;
@@

(
- extern
 T f@p(...,
- struct page *x
+ pgtable_t x
 , ...);
|
 T f@p(...,
- struct page *x
+ pgtable_t x
 , ...);
)

@script:python depends on report@
p << defined.p;
@@

coccilib.report.print_report(p[0], "a pgtable_t is written as struct page *")

@script:python depends on report@
p << declared.p;
@@

coccilib.report.print_report(p[0], "a pgtable_t is written as struct page *")
