// SPDX-License-Identifier: GPL-2.0-only
/// The Motorola MMU has several small page tables in a page. The struct
/// page records which of them are in use, and links the page to other such
/// pages.
///
/// Use struct ptdesc for both: pt_list has the offset of lru, and pt_index
/// that of index. Allocate and free the page with pagetable_alloc() and
/// pagetable_free().
///
/// __GFP_COMP has no effect on an allocation of order 0. The flags and the
/// count of the page are still those of struct page.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: m68k: Track small page tables in ptdescs
// Kind: equivalent
// Paths: arch/m68k/mm/**
// Names: pagetable_pte_dtor pagetable_dtor
// With: lru
// Ids: PT003 PT004 PT005
// Advice: use pt_list and pt_index of struct ptdesc
// Tree: with struct ptdesc
// Tree: with pt_index

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/flags.cocci"
#include "shared/table-places.cocci"

// A macro that finds the list entry in the page of some memory, and a function
// that takes that memory for a table, and frees it.
@pool exists@
identifier M, f, x;
expression dp;
@@

 f(...)
 {
 ... when any
 dp = M(x);
 ... when any
 \( pagetable_pte_dtor \| pagetable_dtor \)(virt_to_ptdesc((void *)x));
 ... when any
 free_page(x);
 ... when any
 }

// The macro that goes the other way, and is used with such an entry.
@page_of@
identifier P, a;
symbol lru;
@@

#define P(a) (list_entry(a, struct page, lru))

@used_with exists@
identifier pool.M, page_of.P, g;
expression dp;
@@

 g(...)
 {
 ... when any
 dp = M(...);
 ... when any
 P(dp)
 ... when any
 }

@script:python named@
P << page_of.P;
g << used_with.g;
new;
@@

coccinelle.new = cocci.make_ident(
    P.replace("PAGE", "PTDESC").replace("page", "ptdesc"))

// What is allocated for a pool.
@pooled exists@
identifier pool.M, h, x;
identifier A = {__get_free_page, get_zeroed_page};
type T;
position p;
@@

 h(...)
 {
 ... when any
 x = (T)A@p(...)
 ... when any
 M(x)
 ... when any
 }

@initialize:python@
@@

pooled = set()

@script:python@
@@

pooled.clear()

@script:python depends on named@
p << pooled.p;
@@

is_table(p, "pooled")
pooled.update(place([at]) for at in p)

#include "shared/table-flow.cocci"

// Its constructor takes the descriptor that is at hand.
@depends on patch@
identifier rewrite.f, rewrite.x, rewrite.pt;
expression mm;
@@

 f(...)
 {
 <...
(
 pagetable_pte_ctor(
- virt_to_ptdesc(x)
+ pt
 )
|
 pagetable_pte_ctor(mm,
- virt_to_ptdesc(x)
+ pt
 )
)
 ...>
 }

@script:python paired@
f << pool.f;
g;
@@

if pooled and all(rewritten(at) for at in pooled):
    coccinelle.g = cocci.make_ident(f)
else:
    cocci.include_match(False)

@script:python paired_name@
g << paired.g;
x << pool.x;
pt;
@@

coccinelle.pt = cocci.make_ident(local_name(g, x))

// Where it is destructed at once before, one local is enough.
@paired_both depends on patch@
identifier paired.g, paired_name.pt;
identifier D = {pagetable_pte_dtor, pagetable_dtor};
identifier pool.x;
expression K;
@@

 g(...)
 {
+ struct ptdesc *pt;
 <+...
(
+ pt = virt_to_ptdesc((void *)x);
 if (K)
- 	D(virt_to_ptdesc((void *)x));
+ 	D(pt);
- free_page(x);
+ pagetable_free(pt);
|
+ pt = virt_to_ptdesc((void *)x);
- D(virt_to_ptdesc((void *)x));
+ D(pt);
- free_page(x);
+ pagetable_free(pt);
)
 ...+>
 }

@depends on patch@
identifier paired.g;
identifier pool.x;
@@

 g(...)
 {
 <...
- free_page(x)
+ pagetable_free(virt_to_ptdesc((void *)x))
 ...>
 }

@found_entry depends on report && used_with@
expression E;
position p;
@@

 virt_to_page@p(E)->lru

@script:python@
p << found_entry.p;
@@

coccilib.report.print_report(p[0], "a list of page tables: use pt_list of struct ptdesc")

@found_page depends on report@
identifier page_of.P;
expression E;
position p;
@@

 P@p(E)

@script:python depends on report@
p << found_page.p;
new << named.new;
@@

coccilib.report.print_report(p[0], "the page of a table: use its struct ptdesc")

@found_free depends on report@
identifier paired.g;
identifier pool.x;
position p;
@@

 g(...)
 {
 <+...
 free_page@p(x)
 ...+>
 }

@script:python@
p << found_free.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")

@found_macro depends on report@
identifier page_of.P, page_of.a;
position p;
@@

#define P@p(a) (list_entry(a, struct page, lru))

@script:python@
p << found_macro.p;
new << named.new;
@@

coccilib.report.print_report(p[0], "a list of page tables: use pt_list of struct ptdesc")

// The macros, and what is done with what they give.
@depends on patch && used_with@
expression E;
type T;
@@

(
- virt_to_page((T *)E)->lru
+ virt_to_ptdesc((T *)E)->pt_list
|
- virt_to_page(E)->lru
+ virt_to_ptdesc((void *)(E))->pt_list
)

@depends on patch@
identifier page_of.P, named.new;
expression E;
@@

(
- P(E)->index
+ new(E)->pt_index
|
- page_address(P(E))
+ ptdesc_address(new(E))
|
- P(E)
+ ptdesc_page(new(E))
)

@depends on patch@
identifier page_of.P, page_of.a, named.new;
@@

- #define P(a) (list_entry(a, struct page, lru))
+ #define new(a) (list_entry(a, struct ptdesc, pt_list))
