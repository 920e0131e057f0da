// SPDX-License-Identifier: GPL-2.0-only
/// The PGDs of all mms are linked through pt_list of their descriptors. The
/// code that walks the list still uses lru of their pages, which works
/// because both members have the same offset.
///
/// Walk the list through pt_list, and let pgd_page_get_mm() take a struct
/// ptdesc. Page flags stay with the page.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: x86: Walk the list of PGDs as ptdescs
// Kind: type-only
// Paths: arch/x86/**
// Names: pgd_list pgd_page_get_mm
// Ids: PT003 PT009
// Advice: walk pgd_list through pt_list of struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"

// The iterator is a page in all that the function does with it.
@walk exists@
symbol pgd_list, lru, pt_list;
iterator name list_for_each_entry;
identifier f, L;
position p, w;
statement S;
@@

 f@p(...)
 {
 <+...
 list_for_each_entry@w(L, &pgd_list, lru) S
 ...+>
 }

@walk_set exists@
identifier walk.f, walk.L;
position walk.p;
expression E;
@@

 f@p(...)
 {
 <+...
(
 L = E
|
 &L
)
 ...+>
 }

@walk_other exists@
iterator name list_for_each_entry;
identifier walk.f, walk.L, m;
position walk.p;
position o != walk.w;
expression H;
statement S;
@@

 f@p(...)
 {
 <+...
 list_for_each_entry@o(L, H, m) S
 ...+>
 }

@script:python walk_name depends on !walk_set && !walk_other@
f << walk.f;
L << walk.L;
pt;
@@

coccinelle.pt = cocci.make_ident(page_name(f, L))

// A call with the iterator of such a walk follows it.
@initialize:python@
@@

walked = set()

def place_of(p):
    return p[0].file, p[0].line, p[0].column

@script:python@
@@

walked.clear()

@walk_asks@
identifier walk.L;
position q;
@@

 pgd_page_get_mm@q(L)

@script:python depends on walk_name@
q << walk_asks.q;
@@

walked.update((at.file, at.line, at.column) for at in q)

@walk_list depends on patch@
iterator name list_for_each_entry;
identifier walk.L, walk_name.pt;
position walk.w;
statement S;
@@

 list_for_each_entry@w(
- L
+ pt
  , &pgd_list,
- lru
+ pt_list
 ) S

@walk_use depends on patch disable drop_cast@
identifier walk.f, walk.L, walk_name.pt;
type T;
@@

 f(...)
 {
 <...
(
- struct page *L;
+ struct ptdesc *pt;
|
 pgd_page_get_mm(
- L
+ pt
 )
|
- (T *)page_address(L)
+ (T *)ptdesc_address(pt)
|
- page_address(L)
+ ptdesc_address(pt)
|
- L
+ ptdesc_page(pt)
)
 ...>
 }

@script:python depends on report@
w << walk.w;
pt << walk_name.pt;
@@

coccilib.report.print_report(w[0], "walk pgd_list through pt_list of struct ptdesc")

// The function that all of them ask, and who else calls it.
@asked_fine@
struct ptdesc *PT;
position p;
@@

 pgd_page_get_mm@p(\( PT \| page_ptdesc(...) \| virt_to_ptdesc(...) \))

@asked_renamed@
identifier walk_name.pt;
position p;
@@

 pgd_page_get_mm@p(pt)

@asked_page@
position p != { asked_fine.p, asked_renamed.p };
expression E;
@@

 pgd_page_get_mm@p(E)

@asked depends on patch@
position asked_page.p;
expression E;
@@

 pgd_page_get_mm@p(
- E
+ page_ptdesc(E)
 )

#include "shared/fold.cocci"

@asks depends on patch@
identifier P;
@@

 pgd_page_get_mm(
- struct page *P
+ struct ptdesc *ptdesc
 )
 {
 <...
(
- page_ptdesc(P)
+ ptdesc
|
- P
+ ptdesc_page(ptdesc)
)
 ...>
 }

// A prototype that changes loses its "extern", as checkpatch wants.
@depends on patch@
identifier P;
type T;
@@

-extern
 T pgd_page_get_mm(struct page *P);

// Not every file that includes the header has seen struct ptdesc.
@known@
@@

 struct ptdesc;

@asks_declared depends on patch && !known@
identifier P;
type T;
@@

+struct ptdesc;
 T pgd_page_get_mm(
- struct page *P
+ struct ptdesc *ptdesc
 );

@asks_declared_known depends on patch@
identifier P;
type T;
@@

 T pgd_page_get_mm(
- struct page *P
+ struct ptdesc *ptdesc
 );

@script:python depends on report@
p << asked_page.p;
@@

if p[0].current_element != "pgd_page_get_mm" and place_of(p) not in walked:
    coccilib.report.print_report(p[0], "pgd_page_get_mm() takes a struct ptdesc")

@asks_report depends on report@
identifier P;
position p;
@@

 pgd_page_get_mm@p(struct page *P)
 { ... }

@script:python@
p << asks_report.p;
@@

coccilib.report.print_report(p[0], "pgd_page_get_mm() takes a struct ptdesc")

@asks_report_declared depends on report@
identifier P;
type T;
position p;
@@

 T pgd_page_get_mm@p(struct page *P);

@script:python@
p << asks_report_declared.p;
@@

coccilib.report.print_report(p[0], "pgd_page_get_mm() takes a struct ptdesc")
