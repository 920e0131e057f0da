// SPDX-License-Identifier: GPL-2.0-only
/// __tlb_remove_table() frees the page tables that the mmu_gather held
/// back. They come from pagetable_alloc(), and were never in the swap
/// cache. Free them with pagetable_free().
///
/// All these tables are single pages, and nobody else holds a reference to
/// one, so both functions do the same.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: {arch}: Free the page tables of the mmu_gather as ptdescs
// Split: arch
// Kind: equivalent
// Paths: arch/** !arch/powerpc/** !arch/s390/** !arch/sparc/**
// Names: __tlb_remove_table
// Ids: PT005 PT006
// Advice: free what the gather has kept with pagetable_free()

virtual patch
virtual report

// What a cast to struct page says does not matter: it is a void *.
@table@
identifier P;
position p;
@@

 __tlb_remove_table(void *P)
 {
 free_page_and_swap_cache@p(\( (struct page *)P \| P \));
 }

@depends on patch@
position table.p;
identifier P;
@@

(
- free_page_and_swap_cache@p((struct page *)P)
+ pagetable_free(P)
|
- free_page_and_swap_cache@p(P)
+ pagetable_free(P)
)

@script:python depends on report@
p << table.p;
@@

coccilib.report.print_report(p[0], "free what the gather has kept with pagetable_free()")
