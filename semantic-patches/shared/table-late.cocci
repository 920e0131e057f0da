// SPDX-License-Identifier: GPL-2.0-only
// Tables of the kernel's own mapping, which is made when the page allocator is
// up and undone when memory goes. A function whose name says the level gets
// one as an integer and returns its physical address; one that finds a table
// below an entry frees it by its page. Comes after shared/local-name.cocci and
// shared/flags.cocci.
//
// The step that includes this declares the virtual rules patch and report.

@late exists@
identifier A = {__get_free_page, get_zeroed_page};
identifier f =~ "(^|_)(pgd|p4d|pud|pmd|pte)(_|$)";
identifier x;
expression flags;
position p;
@@

 f(...)
 {
 ... when any
(
 unsigned long x = A@p(flags);
|
 unsigned long x;
 ... when any
 x = A@p(flags);
)
 ... when any
 return __pa(x);
 }

@late_fine@
identifier late.f, late.x;
position u;
@@

 f(...)
 {
 <+...
(
 x@u = \( __get_free_page \| get_zeroed_page \)(...)
|
 !x@u
|
 __pa(x@u)
|
 free_page(x@u)
)
 ...+>
 }

@late_other@
identifier late.f, late.x;
position u != late_fine.u;
@@

 f(...)
 {
 <+...
 x@u
 ...+>
 }

@script:python late_name depends on late && !late_other@
A << late.A;
f << late.f;
x << late.x;
flags << late.flags;
gfp;
pt;
@@

coccinelle.gfp = cocci.make_expr(flags_of(f, A, flags))
coccinelle.pt = cocci.make_ident(local_name(f, x))

@late_rewrite depends on patch@
identifier late.A, late.f, late.x, late_name.pt;
expression late.flags, late_name.gfp;
position late.p;
@@

 f(...)
 {
 <...
(
- unsigned long x = A@p(flags);
+ struct ptdesc *pt = pagetable_alloc(gfp, 0);
|
- unsigned long x;
+ struct ptdesc *pt;
|
- x = A@p(flags)
+ pt = pagetable_alloc(gfp, 0)
|
- __pa(x)
+ __pa(ptdesc_address(pt))
|
- free_page(x)
+ pagetable_free(pt)
|
- x
+ pt
)
 ...>
 }

@script:python depends on report@
p << late.p;
pt << late_name.pt;
@@

coccilib.report.print_report(p[0], "a page table is allocated as a page: use pagetable_alloc()")

// Memory of the boot is told from the page, before its descriptor is taken.
@gone exists@
identifier page;
identifier below = {pgd_page, p4d_page, pud_page, pmd_page};
position p;
@@

 struct page *page = below(...);
 ... when any
 PageReserved(page)
 ... when any
(
 free_pages@p((unsigned long)page_address(page), 0)
|
 free_page@p((unsigned long)page_address(page))
|
 __free_pages@p(page, 0)
|
 __free_page@p(page)
)

@depends on patch@
identifier gone.page;
position gone.p;
@@

(
- free_pages@p((unsigned long)page_address(page), 0)
+ pagetable_free(page_ptdesc(page))
|
- free_page@p((unsigned long)page_address(page))
+ pagetable_free(page_ptdesc(page))
|
- __free_pages@p(page, 0)
+ pagetable_free(page_ptdesc(page))
|
- __free_page@p(page)
+ pagetable_free(page_ptdesc(page))
)

@script:python depends on report@
p << gone.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")
