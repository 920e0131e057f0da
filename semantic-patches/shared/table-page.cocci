// SPDX-License-Identifier: GPL-2.0-only
// A local page that is a table because its address is taken with the type of
// a table's entries, (pte_t *)page_address(page), and nothing else is done
// with it but tests, frees and an entry made of it: it becomes a descriptor. A
// page that is handed to anybody, stored, or of which a member or flag is used
// stays a page. So
// does one that shares its declaration with another variable, or whose level
// stays what it is. Comes after shared/table-places.cocci and
// shared/local-name.cocci, before the rules that allocate by address.

@initialize:python@
@@

# By function and local: where it is used, and where a descriptor is as good.
page_used, page_fine, page_declared = {}, {}, {}

def notes(what, f, x, p):
    for at in p:
        what.setdefault((f, x), set()).add(place([at]))

@script:python@
@@

for one in (page_used, page_fine, page_declared):
    one.clear()

@page_table disable drop_cast@
identifier f, L;
type T;
position p;
@@

 f(...)
 {
 <+...
 (T *)page_address(L)@p
 ...+>
 }

@page_allocated exists@
identifier page_table.f, page_table.L;
position p;
@@

 f@p(...)
 {
 ... when any
(
 struct page *L = \( alloc_page(...) \| alloc_pages(...) \);
|
 struct page *L;
 ... when any
 L = \( alloc_page(...) \| alloc_pages(...) \);
)
 ... when any
 }

@page_use@
identifier page_table.f, page_table.L;
position u;
@@

 f(...)
 {
 <+...
 L@u
 ...+>
 }

@script:python@
f << page_table.f;
L << page_table.L;
u << page_use.u;
@@

notes(page_used, f, L, u)

@page_good@
identifier page_table.f, page_table.L;
position u;
type T;
@@

 f(...)
 {
 <+...
(
 L@u = \( alloc_page(...) \| alloc_pages(...) \)
|
 (T *)page_address(L@u)
|
 \( page_to_pfn \| page_to_phys \)(L@u)
|
 __free_page(L@u)
|
 __free_pages(L@u, ...)
|
 !L@u
|
 L@u == NULL
|
 L@u != NULL
)
 ...+>
 }

@script:python@
f << page_table.f;
L << page_table.L;
u << page_good.u;
@@

notes(page_fine, f, L, u)

@page_true@
identifier page_table.f, page_table.L;
position u;
statement S1, S2;
@@

 f(...)
 {
 <+...
 if (L@u) S1 else S2
 ...+>
 }

@script:python@
f << page_table.f;
L << page_table.L;
u << page_true.u;
@@

notes(page_fine, f, L, u)

@page_declaration@
identifier page_table.f;
type U;
identifier x;
position d;
@@

 f(...)
 {
 <+...
(
 U@d x;
|
 U@d x = ...;
)
 ...+>
 }

@script:python@
f << page_table.f;
x << page_declaration.x;
d << page_declaration.d;
@@

page_declared.setdefault((f, place(d)), set()).add(x)

// One that stays a page keeps its level as it is.
@script:python depends on page_allocated@
f << page_table.f;
L << page_table.L;
T << page_table.T;
@@

beside = any(L in names and len(names) > 1
             for (g, _), names in page_declared.items() if g == f)
if beside or page_used.get((f, L), set()) - page_fine.get((f, L), set()):
    own.add(T)

@script:python page_rewrite@
f << page_table.f;
L << page_table.L;
T << page_table.T;
p << page_allocated.p;
pt;
@@

if T in levels and T not in own:
    coccinelle.pt = cocci.make_ident(page_name(f, L))
else:
    cocci.include_match(False)

@page_convert depends on patch disable drop_cast@
identifier page_table.f, page_table.L, page_rewrite.pt;
position page_allocated.p;
type T;
expression g, o;
@@

 f@p(...)
 {
 <...
(
- struct page *L = alloc_page(g);
+ struct ptdesc *pt = pagetable_alloc(g, 0);
|
- struct page *L = alloc_pages(g, o);
+ struct ptdesc *pt = pagetable_alloc(g, o);
|
- struct page *L;
+ struct ptdesc *pt;
|
- L = alloc_page(g)
+ pt = pagetable_alloc(g, 0)
|
- L = alloc_pages(g, o)
+ pt = pagetable_alloc(g, o)
|
- (T *)page_address(L)
+ ptdesc_address(pt)
|
- __free_page(L)
+ pagetable_free(pt)
|
- __free_pages(L, ...)
+ pagetable_free(pt)
|
- page_to_pfn(L)
+ page_to_pfn(ptdesc_page(pt))
|
- page_to_phys(L)
+ page_to_phys(ptdesc_page(pt))
|
- L
+ pt
)
 ...>
 }

@script:python depends on report@
p << page_table.p;
pt << page_rewrite.pt;
@@

coccilib.report.print_report(p[0], "a page table is allocated as a page: use pagetable_alloc()")
