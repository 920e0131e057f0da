// SPDX-License-Identifier: GPL-2.0-only
// Page tables of a level without constructor, told by the type of the pointer
// to their entries: a page whose address becomes such a pointer. Only for an
// architecture that owns both halves, or whose generic half is converted.
// Comes before shared/table-local.cocci, which converts the locals marked
// here; shared/table-free.cocci has the frees.
//
// The step that includes this declares the virtual rules patch and report.

@typed_local exists@
typedef pgd_t, p4d_t, pud_t, pmd_t, pte_t;
identifier f, L;
expression gfp, order;
{pgd_t *, p4d_t *, pud_t *, pmd_t *, pte_t *} table;
@@

 f(...)
 {
 ... when any
(
 struct page *L = \( alloc_page(gfp) \| alloc_pages(gfp, order) \);
|
 L = \( alloc_page(gfp) \| alloc_pages(gfp, order) \)
)
 ... when any
 \( table = page_address(L) \| table = (pgd_t *)page_address(L) \|
    table = (p4d_t *)page_address(L) \| table = (pud_t *)page_address(L) \|
    table = (pmd_t *)page_address(L) \| table = (pte_t *)page_address(L) \|
    (pgd_t *)page_address(L) \| (p4d_t *)page_address(L) \|
    (pud_t *)page_address(L) \| (pmd_t *)page_address(L) \|
    (pte_t *)page_address(L) \)
 ... when any
 }

// As in shared/table-local.cocci: several tables in one declaration stay.
@typed_declared exists@
identifier typed_local.f, typed_local.L;
position d;
@@

 f(...)
 {
 ... when any
(
 struct page@d *L;
|
 struct page@d *L = ...;
)
 ... when any
 }

@script:python@
L << typed_local.L;
d << typed_declared.d;
@@

of_one_declaration("typed", d).add(str(L))

@script:python@
d << typed_declared.d;
@@

if len(of_one_declaration("typed", d)) > 1:
    cocci.include_match(False)

@typed_local_mark depends on patch && typed_declared@
identifier typed_local.f, typed_local.L;
fresh identifier M = "__table_" ## L;
expression E;
@@

 f(...)
 {
 <...
(
- struct page *L;
+ struct ptdesc *M;
|
- struct page *L =
+ struct ptdesc *M =
 ...;
|
+ struct ptdesc *M;
- struct page *L;
|
+ struct ptdesc *M = E;
- struct page *L = E;
|
- L
+ M
)
 ...>
 }

@typed_report depends on report exists@
identifier typed_local.f, typed_local.L;
expression E;
position p;
@@

 f(...)
 {
 ... when any
(
 struct page *L@p;
|
 struct page *L@p = E;
)
 ... when any
 }

@script:python depends on report@
p << typed_report.p;
L << typed_local.L;
@@

coccilib.report.print_report(p[0],
	"%s is a page table: make it a struct ptdesc" % L)
