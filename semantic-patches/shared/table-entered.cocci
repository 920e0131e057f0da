// SPDX-License-Identifier: GPL-2.0-only
// A local integer that holds the address of a new page table, which is put
// into an entry of the table above it and used for nothing else. Comes after
// shared/local-name.cocci and shared/flags.cocci.
//
// The step that includes this declares the virtual rules patch and report.

@initialize:python@
@@

def entered_name(f, x):
    """The name of the descriptor: there may be several in one function."""
    name = re.sub("_?page$", "", x)
    return name if name and name not in words[f] else \
        (name or x) + "_ptdesc"

@entered exists@
identifier A = {__get_free_page, get_zeroed_page};
identifier f, x;
expression flags;
identifier set = {set_pgd, set_p4d, set_pud, set_pmd};
position p;
@@

 f(...)
 {
 ... when any
 unsigned long x = A@p(flags);
 ... when any
 set(..., <+... __pa(x) ...+>);
 ... when any
 }

@entered_fine@
identifier entered.f, entered.x;
position u;
@@

 f(...)
 {
 <+...
(
 !x@u
|
 __pa(x@u)
|
 free_page(x@u)
)
 ...+>
 }

@entered_other@
identifier entered.f, entered.x;
position u != entered_fine.u;
@@

 f(...)
 {
 <+...
 x@u
 ...+>
 }

@script:python entered_name depends on !entered_other@
A << entered.A;
f << entered.f;
x << entered.x;
flags << entered.flags;
gfp;
pt;
@@

coccinelle.gfp = cocci.make_expr(flags_of(f, A, flags))
coccinelle.pt = cocci.make_ident(entered_name(f, x))

@entered_rewrite depends on patch@
identifier entered.A, entered.f, entered.x, entered_name.pt;
expression entered.flags, entered_name.gfp;
position entered.p;
@@

 f(...)
 {
 <...
(
- unsigned long x = A@p(flags);
+ struct ptdesc *pt = pagetable_alloc(gfp, 0);
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
p << entered.p;
pt << entered_name.pt;
@@

coccilib.report.print_report(p[0], "a page table is allocated as a page: use pagetable_alloc()")
