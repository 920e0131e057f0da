// SPDX-License-Identifier: GPL-2.0-only
/// A page table is allocated as a page, handed on by its physical address,
/// and has its constructor run on the descriptor that is looked up there. A
/// page that did not come from pagetable_alloc() may have no descriptor.
///
/// Allocate the table with pagetable_alloc(). It is one page: __GFP_COMP has
/// no effect on an allocation of order 0.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: split
// Subject: {arch}: Allocate page tables that are looked up as ptdescs
// Split: arch
// Kind: equivalent
// Paths: arch/*/mm/**
// Names: __get_free_page
// With: page_ptdesc virt_to_ptdesc
// Ids: PT004
// Advice: allocate a page table whose descriptor is looked up with pagetable_alloc()
// Tree: with struct ptdesc
// Tree: without ARCH_HAS_SPLIT_PTDESC

virtual patch
virtual report

#include "shared/local-name.cocci"

@looked@
typedef phys_addr_t;
identifier make, pa;
@@

 phys_addr_t pa = make(...);
 ... when != pa = ...
 \( page_ptdesc(phys_to_page(pa)) \| virt_to_ptdesc(__va(pa)) \)

// There is a table behind the test, and nothing else becomes of it.
@made@
identifier looked.make, x;
expression flags;
position p;
@@

 make(...)
 {
 void *x = (void *)__get_free_page@p(flags);
 BUG_ON(!x);
 ... when != x
 return __pa(x);
 }

@script:python named@
make << looked.make;
x << made.x;
pt;
@@

coccinelle.pt = cocci.make_ident(local_name(make, x))

@depends on patch@
identifier looked.make, made.x, named.pt;
expression flags;
position made.p;
@@

 make(...)
 {
- void *x = (void *)__get_free_page@p(flags);
+ struct ptdesc *pt = pagetable_alloc(flags, 0);
+
- BUG_ON(!x);
+ BUG_ON(!pt);
 ...
- return __pa(x);
+ return __pa(ptdesc_address(pt));
 }

@script:python depends on report@
p << made.p;
@@

coccilib.report.print_report(p[0], "the descriptor of this table is looked up: use pagetable_alloc()")
