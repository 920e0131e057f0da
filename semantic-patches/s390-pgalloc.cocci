// SPDX-License-Identifier: GPL-2.0-only
/// Region, segment and page tables are allocated and freed as pages. Use
/// struct ptdesc, pagetable_alloc() and pagetable_free() for them, in the
/// delayed free as well.
///
/// Constructors and destructors, and the list of page tables of which a
/// half is free, use the struct ptdesc. So do the functions that allocate
/// and free a page table with PGSTEs; convert their callers too.
///
/// A PMD table is a compound page of four pages now. The statistics count
/// all four.
///
/// Tables from a kmem_cache stay as they are. So do the tables of the
/// kernel mapping, whose code frees them itself.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 17
// Subject: s390: Convert various pgalloc functions to use ptdescs
// Kind: behaviour
// Changes: compound: region and segment tables, of four pages
// Changes: statistics: a PMD table counts with its four pages, where it counted
// Changes: with one
// Paths: arch/s390/**
// Names: CRST_ALLOC_ORDER pt_frag_refcount
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor
// Names: pgtable_pmd_page_ctor pgtable_pmd_page_dtor
// Ids: PT001 PT002 PT003 PT004 PT005 PT006
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/flags.cocci"
#include "shared/table-places.cocci"

//! replace comment /\bstruct page::(?=pt_frag_refcount\b)/struct ptdesc::/

// Evidence, function by function. A page is a page table when it is
// constructed or destructed as one, when fragments are counted in it, or
// when it has the order of region and segment tables.
@table exists@
identifier f, pg;
expression gfp;
@@

 f(...)
 {
 ... when any
(
 \( pgtable_pte_page_ctor \| pgtable_pte_page_dtor \)(pg)
|
 \( pgtable_pmd_page_ctor \| pgtable_pmd_page_dtor \)(pg)
|
 pg->pt_frag_refcount
|
 pg = alloc_pages(gfp, CRST_ALLOC_ORDER)
|
 __free_pages(pg, CRST_ALLOC_ORDER)
)
 ... when any
 }

// A page table with PGSTEs has no constructor and no state. It is known by
// what its allocator fills it with: invalid entries.
@pgste exists@
identifier f, pg;
expression mem;
type T, U;
@@

 struct page *f(...)
 {
 ... when any
 mem = (T)\( page_to_virt \| page_address \)(pg);
 ... when any
 memset64((U)mem, _PAGE_INVALID, ...);
 ... when any
 return pg;
 }

@depends on patch@
identifier pgste.f, pgste.pg;
symbol TABLE_;
@@

 struct page *f(...)
 {
 <...
(
 struct page *
- pg
+ TABLE_
 ;
|
- pg
+ TABLE_
)
 ...>
 }

// Beside that allocator stands the function that frees its tables.
@pgste_free depends on pgste@
identifier f, pg;
@@

 void f(struct page *pg)
 {
 \( __free_page(pg) \| __free_pages(pg, 0) \);
 }

@depends on patch@
identifier pgste_free.f, pg;
@@

 void f(
- struct page *pg
+ struct ptdesc *ptdesc
 )
 {
- \( __free_page(pg) \| __free_pages(pg, 0) \);
+ pagetable_free(ptdesc);
 }

#include "shared/s390-table.cocci"

@depends on patch@
identifier pgste.f;
@@

- struct page *f
+ struct ptdesc *f
 (...)
 {
 <...
 return
- ptdesc_page(TABLE_)
+ TABLE_
 ;
 ...>
 }

@script:python pgste_name@
f << pgste.f;
pg << pgste.pg;
pt;
@@

coccinelle.pt = cocci.make_ident(local_name(f, pg))

@depends on patch@
identifier pgste.f, pgste_name.pt;
@@

 f(...)
 {
 <...
(
 struct ptdesc *
- TABLE_
+ pt
 ;
|
- TABLE_
+ pt
)
 ...>
 }

// Its prototypes stand in the header that gives the tables their order, and
// name the table: a function that allocates, and one of the same name that
// frees.
@crst_order@
expression e;
@@

#define CRST_ALLOC_ORDER e

@prototype_alloc depends on crst_order@
identifier fn =~ "table.*alloc|alloc.*table";
identifier mm;
position p;
@@

(
 struct page *fn@p(struct mm_struct *mm);
|
 struct page *fn@p(struct mm_struct *);
)

@script:python prototype@
fn << prototype_alloc.fn;
free;
@@

coccinelle.free = cocci.make_ident(fn.replace("alloc", "free"))

@prototype_free@
identifier prototype.free, pg;
position p;
@@

(
 void free@p(struct page *pg);
|
 void free@p(struct page *);
)

@depends on patch && prototype_free@
identifier prototype_alloc.fn, mm;
@@

(
- struct page *fn
+ struct ptdesc *fn
  (struct mm_struct *mm);
|
- struct page *fn
+ struct ptdesc *fn
  (struct mm_struct *);
)

@depends on patch@
identifier prototype.free, pg;
@@

(
 void free(
- struct page *pg
+ struct ptdesc *ptdesc
 );
|
 void free(
- struct page *
+ struct ptdesc *
 );
)

// Its callers have converted the page that it returned, and have given up
// the guest address of a table before they freed it as a page.
@depends on patch@
struct ptdesc *pt;
identifier fn !~ "(^|_)(page|folio)$";
expression mm;
@@

 pt =
- page_ptdesc(fn(mm))
+ fn(mm)
 ;
 ...
 pt->_pt_s390_gaddr

@freed exists@
expression pt;
identifier fn;
@@

 pt->_pt_s390_gaddr = 0;
 fn(ptdesc_page(pt));

@depends on patch@
expression pt;
identifier freed.fn;
@@

 fn(
- ptdesc_page(pt)
+ pt
 )

// A table that is only an address: constructed, destructed, freed by its
// order. Where its descriptor is at hand, that is what is freed.
@depends on patch@
expression e;
@@

(
- pgtable_pte_page_ctor(virt_to_page(e))
+ pagetable_pte_ctor(virt_to_ptdesc(e))
|
- pgtable_pte_page_dtor(virt_to_page(e))
+ pagetable_pte_dtor(virt_to_ptdesc(e))
|
- pgtable_pmd_page_ctor(virt_to_page(e))
+ pagetable_pmd_ctor(virt_to_ptdesc(e))
|
- pgtable_pmd_page_dtor(virt_to_page(e))
+ pagetable_pmd_dtor(virt_to_ptdesc(e))
)

@depends on patch exists@
identifier pt;
expression mem, e;
@@

(
 struct ptdesc *pt = virt_to_ptdesc(mem);
|
 pt = virt_to_ptdesc(mem);
)
 ... when != mem = e
     when != pt = e
- free_pages((unsigned long)mem, CRST_ALLOC_ORDER);
+ pagetable_free(pt);

#include "shared/s390-free.cocci"

// A table that is allocated by its address.
@crst@
identifier A = {__get_free_pages};
position p;
@@

 A@p(..., CRST_ALLOC_ORDER)

@script:python@
p << crst.p;
@@

is_table(p, "crst")

#include "shared/table-flow.cocci"
#include "shared/s390-kept-name.cocci"

// The reports of all but the locals, which the shared rules report.
@found_call depends on report@
identifier tor =~ "^pgtable_(pte|pmd)_page_[cd]tor$";
expression e;
position p;
@@

 tor@p(virt_to_page(e))

@script:python depends on report@
p << found_call.p;
@@

coccilib.report.print_report(p[0], "use pagetable_alloc(), pagetable_free() and a struct ptdesc")

@found_pgste depends on report@
identifier pgste.f, pgste.pg;
position p;
@@

 f(...)
 {
 <...
 pg@p
 ...>
 }

@script:python depends on report@
p << found_pgste.p;
@@

for at in p:
    coccilib.report.print_report(at, "use a struct ptdesc for a page table")

@found_free depends on report@
identifier pgste_free.f, pg;
position p;
@@

 f(struct page@p *pg) { ... }

@script:python depends on report@
p << found_free.p;
@@

coccilib.report.print_report(p[0], "take a struct ptdesc")

@script:python depends on report && prototype_free@
p << prototype_alloc.p;
@@

coccilib.report.print_report(p[0], "hand out and take a struct ptdesc")

@found_caller depends on report@
expression pt;
identifier fn;
position p;
@@

 pt->_pt_s390_gaddr = 0;
 fn@p(ptdesc_page(pt));

@script:python depends on report@
p << found_caller.p;
@@

coccilib.report.print_report(p[0], "hand over the struct ptdesc")
