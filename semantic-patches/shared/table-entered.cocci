// SPDX-License-Identifier: GPL-2.0-only
// A local integer that holds the address of a new page table and is used for
// nothing else: it is put into an entry of the table above it, or the function,
// whose name says the level, returns its physical address. Comes after
// shared/local-name.cocci and shared/flags.cocci.
//
// The step that includes this declares the virtual rules patch and report.

@initialize:python@
@@

# By function and local of an integer that is a table: what names the
# descriptor.
integers = {}

def entered_name(f, x):
    """The name of the descriptor: there may be several in one function."""
    name = re.sub("_?page$", "", x)
    if name and name not in words[f]:
        return name
    return (name or x) + name_ending([name or x])

@script:python@
@@

integers.clear()

@entered exists@
identifier f, x;
identifier set = {set_pgd, set_p4d, set_pud, set_pmd};
@@

 f(...)
 {
 ... when any
 unsigned long x = \( __get_free_page \| get_zeroed_page \)(...);
 ... when any
 set(..., <+... __pa(x) ...+>);
 ... when any
 }

@script:python@
f << entered.f;
x << entered.x;
@@

integers[f, x] = entered_name

@late exists@
identifier f =~ "(^|_)(pgd|p4d|pud|pmd|pte)(_|$)";
identifier x;
@@

 f(...)
 {
 ... when any
(
 unsigned long x = \( __get_free_page \| get_zeroed_page \)(...);
|
 unsigned long x;
 ... when any
 x = \( __get_free_page \| get_zeroed_page \)(...);
)
 ... when any
 return __pa(x);
 }

@script:python@
f << late.f;
x << late.x;
@@

integers.setdefault((f, x), local_name)

@integer exists@
identifier A = {__get_free_page, get_zeroed_page};
identifier f, x;
expression flags;
position p;
@@

 f(...)
 {
 ... when any
(
 unsigned long x = A@p(flags);
|
 x = A@p(flags)
)
 ... when any
 }

@integer_fine@
identifier integer.f, integer.x;
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

@integer_other@
identifier integer.f, integer.x;
position u != integer_fine.u;
@@

 f(...)
 {
 <+...
 x@u
 ...+>
 }

@script:python integer_name depends on !integer_other@
A << integer.A;
f << integer.f;
x << integer.x;
flags << integer.flags;
gfp;
pt;
@@

if (f, x) in integers:
    coccinelle.gfp = cocci.make_expr(flags_of(f, A, flags))
    coccinelle.pt = cocci.make_ident(integers[f, x](f, x))
else:
    cocci.include_match(False)

@integer_rewrite depends on patch@
identifier integer.A, integer.f, integer.x, integer_name.pt;
expression integer.flags, integer_name.gfp;
position integer.p;
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
p << integer.p;
pt << integer_name.pt;
@@

coccilib.report.print_report(p[0], "a page table is allocated as a page: use pagetable_alloc()")
