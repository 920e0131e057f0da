// SPDX-License-Identifier: GPL-2.0-only
/// One function allocates a page, and another function in the same file
/// makes it a page table. If the table is not needed, the page is freed.
///
/// Pass a struct ptdesc between the two functions, and use
/// pagetable_alloc() and pagetable_free(). The code that frees such a table
/// later does not know where it was allocated, so it has to come from
/// pagetable_alloc() like the others.
///
/// __GFP_COMP has no effect on an allocation of order 0.
// Confidence: Medium
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: {arch}: Pass new page tables as ptdescs
// Split: arch
// Kind: equivalent
// Paths: arch/*/mm/** !arch/*/kvm/**
// Names: alloc_page alloc_pages
// With: pgd_t p4d_t pud_t pmd_t pte_t
// Ids: PT004 PT005 PT006
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: with struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"

// The function that makes a table of its page: a single one, of its file.
@taker disable drop_cast@
identifier g, B;
type T, R;
position q;
@@

 static R g@q(..., struct page *B, ...)
 {
 <+...
 (T *)page_address(B)
 ...+>
 }

// It asks for the function, too: spatch runs a script once for all matches that
// look the same to it.
@script:python taker_table@
g << taker.g;
B << taker.B;
T << taker.T;
@@

if T not in ("pgd_t", "p4d_t", "pud_t", "pmd_t", "pte_t"):
    cocci.include_match(False)

// In it nobody else gets the page, and nothing of it is used but where it is.
@taker_fine@
identifier taker.g, taker.B;
position u;
type T;
@@

 g(...)
 {
 <+...
(
 (T)page_address(B@u)
|
 page_to_pfn(B@u)
|
 page_to_phys(B@u)
|
 mk_pte(B@u, ...)
)
 ...+>
 }

@taker_other@
identifier taker.g, taker.B;
position u != taker_fine.u;
@@

 g(...)
 {
 <+...
 B@u
 ...+>
 }

// The function that allocates it and hands it on, or frees it.
@giver depends on taker_table && !taker_other exists@
identifier taker.g;
identifier f, L;
expression flags;
position p, a;
@@

 f@p(...)
 {
 ... when any
(
 struct page *L = \( alloc_page@a(flags) \| alloc_pages@a(flags, 0) \);
|
 struct page *L;
 ... when any
 L = \( alloc_page@a(flags) \| alloc_pages@a(flags, 0) \);
)
 ... when any
 g(..., L, ...)
 ... when any
 }

@giver_fine@
identifier taker.g, giver.f, giver.L;
position u;
@@

 f(...)
 {
 <+...
(
 L@u = \( alloc_page(...) \| alloc_pages(...) \)
|
 g(..., L@u, ...)
|
 __free_page(L@u)
|
 __free_pages(L@u, 0)
|
 !L@u
|
 L@u == NULL
|
 L@u != NULL
)
 ...+>
 }

@giver_other@
identifier giver.f, giver.L;
position u != giver_fine.u;
@@

 f(...)
 {
 <+...
 L@u
 ...+>
 }

// Whoever else calls it gives it a page.
@called_here@
identifier taker.g, giver.f;
position c;
@@

 f(...)
 {
 <+...
 g@c(...)
 ...+>
 }

@called_elsewhere@
identifier taker.g;
position c != called_here.c;
@@

 g@c(...)

@script:python names depends on giver && !giver_other && !called_elsewhere@
g << taker.g;
B << taker.B;
f << giver.f;
L << giver.L;
given;
taken;
@@

coccinelle.given = cocci.make_ident(page_name(f, L))
coccinelle.taken = cocci.make_ident(page_name(g, B))

@give depends on patch@
identifier giver.f, giver.L, names.given, taker.g;
position giver.p;
expression flags;
@@

 f@p(...)
 {
 <...
(
- struct page *L = alloc_page(flags);
+ struct ptdesc *given = pagetable_alloc(flags, 0);
|
- struct page *L = alloc_pages(flags, 0);
+ struct ptdesc *given = pagetable_alloc(flags, 0);
|
- struct page *L;
+ struct ptdesc *given;
|
- L = alloc_page(flags)
+ given = pagetable_alloc(flags, 0)
|
- L = alloc_pages(flags, 0)
+ given = pagetable_alloc(flags, 0)
|
- __free_page(L)
+ pagetable_free(given)
|
- __free_pages(L, 0)
+ pagetable_free(given)
|
- L
+ given
)
 ...>
 }

@take depends on patch disable drop_cast@
identifier taker.g, taker.B, names.taken;
parameter list before, after;
type T;
@@

 g(before,
- struct page *B
+ struct ptdesc *taken
  , after)
 {
 <...
(
- (T)page_address(B)
+ (T)ptdesc_address(taken)
|
- B
+ ptdesc_page(taken)
)
 ...>
 }

@take_last depends on patch disable drop_cast@
identifier taker.g, taker.B, names.taken;
parameter list before;
type T;
@@

 g(before,
- struct page *B
+ struct ptdesc *taken
  )
 {
 <...
(
- (T)page_address(B)
+ (T)ptdesc_address(taken)
|
- B
+ ptdesc_page(taken)
)
 ...>
 }

// A declaration of it in the same file.
@take_declared depends on patch && names@
identifier taker.g;
identifier x;
parameter list before;
type R;
@@

 R g(before,
- struct page *x
+ struct ptdesc *x
  );

@script:python depends on report@
a << giver.a;
q << taker.q;
given << names.given;
@@

coccilib.report.print_report(a[0], "a page table is allocated as a page: use pagetable_alloc()")
coccilib.report.print_report(q[0], "a page table is handed on as a page: take a struct ptdesc")
