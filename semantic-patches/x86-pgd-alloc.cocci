// SPDX-License-Identifier: GPL-2.0-only
/// PGDs are kept on a list through their struct ptdesc, but they are pages
/// of the page allocator.
///
/// Allocate and free them as page tables, with pagetable_alloc() and
/// pagetable_free(). With page table isolation a PGD has two pages, and
/// becomes a compound page. PGDs of 32 bytes stay objects of a slab cache:
/// no such PGD is on the list.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: split
// Subject: x86: Allocate PGDs with pagetable_alloc()
// Kind: behaviour
// Changes: compound: PGDs of x86 with page table isolation, of two pages
// Paths: arch/x86/mm/**
// Names: PGD_ALLOCATION_ORDER
// Ids: PT004 PT005 PT006
// Advice: use pagetable_alloc()/pagetable_free() for a PGD with a descriptor
// Tree: with struct ptdesc

virtual patch
virtual report

// __get_free_pages() never takes high memory.
@alloc@
typedef pgd_t;
identifier F;
expression flags, order;
position p;
@@

 pgd_t *F(...)
 {
 <+...
 return (pgd_t *)__get_free_pages@p(flags, order);
 ...+>
 }

@depends on patch@
expression flags, order;
position alloc.p;
@@

- return (pgd_t *)__get_free_pages@p(flags, order);
+ struct ptdesc *ptdesc = pagetable_alloc(flags, order);
+
+ return ptdesc ? ptdesc_address(ptdesc) : NULL;

@free@
typedef pgd_t;
identifier F, pgd;
expression order;
position p;
@@

 F(pgd_t *pgd)
 {
 <+...
 free_pages@p((unsigned long)pgd, order);
 ...+>
 }

@depends on patch@
expression pgd, order;
position free.p;
@@

- free_pages@p((unsigned long)pgd, order);
+ pagetable_free(virt_to_ptdesc(pgd));

@script:python depends on report@
p << alloc.p;
@@

coccilib.report.print_report(p[0], "allocate the PGD with pagetable_alloc()")

@script:python depends on report@
p << free.p;
@@

coccilib.report.print_report(p[0], "free the PGD with pagetable_free()")
