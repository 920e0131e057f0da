// SPDX-License-Identifier: GPL-2.0-only
// A page table whose address is held in an integer: x = __get_free_page(gfp),
// a test that leaves the function, and a return of (pte_t *)x. The integer
// becomes the descriptor, and the address is taken from it where it is used.
// shared/gfp-lowmem.cocci comes after.
//
// The step that includes this declares the virtual rules patch and report.

@integer_table exists@
typedef pgd_t, p4d_t, pud_t, pmd_t, pte_t;
identifier f;
identifier x;
expression gfp, order;
statement S;
position p;
@@

 f(...)
 {
 ... when any
 x = \( __get_free_page@p(gfp) \| __get_free_pages@p(gfp, order) \|
	get_zeroed_page@p(gfp) \)
 ... when any
     when != x = ...
 if (!x) S
 ... when any
     when != x = ...
 return \( (pgd_t *)(x) \| (p4d_t *)(x) \| (pud_t *)(x) \| (pmd_t *)(x) \|
	(pte_t *)(x) \| (pgd_t *)x \| (p4d_t *)x \| (pud_t *)x \|
	(pmd_t *)x \| (pte_t *)x \);
 }

@integer_declared depends on patch@
identifier integer_table.f, integer_table.x;
expression gfp, order;
type D;
@@

 f(...)
 {
 <...
(
- D x;
+ struct ptdesc *ptdesc;
|
- D x = __get_free_page(gfp);
+ struct ptdesc *ptdesc = __table_alloc(gfp, 0);
|
- D x = __get_free_pages(gfp, order);
+ struct ptdesc *ptdesc = __table_alloc(gfp, order);
|
- D x = get_zeroed_page(gfp);
+ struct ptdesc *ptdesc = __table_zalloc(gfp, 0);
)
 ...>
 }

@integer_returned depends on patch@
identifier integer_table.f, integer_table.x;
type T;
@@

 f(...)
 {
 <...
 return
(
- (T *)(x)
+ ptdesc_address(ptdesc)
|
- (T *)x
+ ptdesc_address(ptdesc)
)
 ;
 ...>
 }

@integer_used depends on patch@
identifier integer_table.f, integer_table.x;
expression gfp, order;
@@

 f(...)
 {
 <...
(
- x = __get_free_page(gfp)
+ ptdesc = __table_alloc(gfp, 0)
|
- x = __get_free_pages(gfp, order)
+ ptdesc = __table_alloc(gfp, order)
|
- x = get_zeroed_page(gfp)
+ ptdesc = __table_zalloc(gfp, 0)
|
- !x
+ !ptdesc
|
- free_page(x)
+ pagetable_free(ptdesc)
|
- free_pages(x, order)
+ pagetable_free(ptdesc)
|
- (void *)x
+ ptdesc_address(ptdesc)
|
- x
+ (unsigned long)ptdesc_address(ptdesc)
)
 ...>
 }

@script:python depends on report@
p << integer_table.p;
@@

coccilib.report.print_report(p[0],
	"a page table is allocated as a page: use pagetable_alloc()")
