// SPDX-License-Identifier: GPL-2.0-only
// Page tables that no local names: constructors and destructors of an
// expression, and page-table members reached through one. Works in macro
// bodies, line by line. Comes after shared/local-name.cocci and
// shared/table-local.cocci.
//
// The step that includes this declares the virtual rules patch and report.

// Two uses of the page of one address, which a declaration has set: a local
// names the descriptor once.
@initialize:python@
@@

of_one_page = {}

@expression_twice exists@
identifier f, v;
identifier fn =~ "_to_page$";
type T;
expression E;
position p;
@@

 f(...)
 {
 T v = E;
 <+...
 \( pgtable_pte_page_ctor \| pgtable_pmd_page_ctor \| pgtable_pte_page_dtor \| pgtable_pmd_page_dtor \)(fn@p(v))
 ...+>
 }

@script:python@
f << expression_twice.f;
v << expression_twice.v;
p << expression_twice.p;
@@

of_one_page.setdefault((f, v), set()).update((at.line, at.column) for at in p)

@script:python expression_name@
f << expression_twice.f;
v << expression_twice.v;
p << expression_twice.p;
pt;
@@

if len(of_one_page[(f, v)]) < 2:
    cocci.include_match(False)
else:
    coccinelle.pt = cocci.make_ident(local_name(f, "table_page"))

@expression_set@
identifier expression_twice.f, expression_twice.v;
expression N;
position p;
@@

 f(...)
 {
 <+...
 v@p = N;
 ...+>
 }

@expression_named depends on patch && !expression_set@
identifier expression_twice.f, expression_twice.v, expression_twice.fn;
identifier expression_name.pt;
type T;
expression E;
@@

 f(...)
 {
 T v = E;
+struct ptdesc *pt = page_ptdesc(fn(v));
 <...
(
- pgtable_pte_page_ctor(fn(v))
+ pagetable_pte_ctor(pt)
|
- pgtable_pmd_page_ctor(fn(v))
+ pagetable_pmd_ctor(pt)
|
- pgtable_pte_page_dtor(fn(v))
+ pagetable_pte_dtor(pt)
|
- pgtable_pmd_page_dtor(fn(v))
+ pagetable_pmd_dtor(pt)
)
 ...>
 }

@expression_constructed depends on patch@
typedef uintptr_t;
{unsigned long, uintptr_t} address;
expression E;
@@

(
- pgtable_pte_page_ctor(ptdesc_page(E))
+ pagetable_pte_ctor(E)
|
- pgtable_pte_page_ctor(virt_to_page(address))
+ pagetable_pte_ctor(virt_to_ptdesc((void *)address))
|
- pgtable_pte_page_ctor(virt_to_page(E))
+ pagetable_pte_ctor(virt_to_ptdesc(E))
|
- pgtable_pte_page_ctor(E)
+ pagetable_pte_ctor(page_ptdesc(E))
|
- pgtable_pmd_page_ctor(ptdesc_page(E))
+ pagetable_pmd_ctor(E)
|
- pgtable_pmd_page_ctor(virt_to_page(address))
+ pagetable_pmd_ctor(virt_to_ptdesc((void *)address))
|
- pgtable_pmd_page_ctor(virt_to_page(E))
+ pagetable_pmd_ctor(virt_to_ptdesc(E))
|
- pgtable_pmd_page_ctor(E)
+ pagetable_pmd_ctor(page_ptdesc(E))
)

@expression_destructed depends on patch@
{unsigned long, uintptr_t} address;
expression E;
@@

(
- pgtable_pte_page_dtor(ptdesc_page(E))
+ pagetable_pte_dtor(E)
|
- pgtable_pte_page_dtor(virt_to_page(address))
+ pagetable_pte_dtor(virt_to_ptdesc((void *)address))
|
- pgtable_pte_page_dtor(virt_to_page(E))
+ pagetable_pte_dtor(virt_to_ptdesc(E))
|
- pgtable_pte_page_dtor(E)
+ pagetable_pte_dtor(page_ptdesc(E))
|
- pgtable_pmd_page_dtor(ptdesc_page(E))
+ pagetable_pmd_dtor(E)
|
- pgtable_pmd_page_dtor(virt_to_page(address))
+ pagetable_pmd_dtor(virt_to_ptdesc((void *)address))
|
- pgtable_pmd_page_dtor(virt_to_page(E))
+ pagetable_pmd_dtor(virt_to_ptdesc(E))
|
- pgtable_pmd_page_dtor(E)
+ pagetable_pmd_dtor(page_ptdesc(E))
)

@expression_member depends on patch@
expression E;
struct page *page;
identifier member = {pt_mm, pt_frag_refcount, pmd_huge_pte, _pt_s390_gaddr};
@@

(
- virt_to_page(E)->member
+ virt_to_ptdesc(E)->member
|
- page->member
+ page_ptdesc(page)->member
)

@expression_report depends on report@
identifier fn = {pgtable_pte_page_ctor, pgtable_pte_page_dtor,
	pgtable_pmd_page_ctor, pgtable_pmd_page_dtor};
position p;
@@

 fn@p(...)

@script:python depends on report@
p << expression_report.p;
fn << expression_report.fn;
@@

coccilib.report.print_report(p[0], "use %s() and a struct ptdesc" %
	fn.replace("pgtable_", "pagetable_").replace("_page_", "_"))

@expression_report_member depends on report@
struct page *page;
expression E;
identifier member = {pt_mm, pt_frag_refcount, pmd_huge_pte, _pt_s390_gaddr};
position p;
@@

(
 virt_to_page(E)->member@p
|
 page->member@p
)

@script:python depends on report@
p << expression_report_member.p;
member << expression_report_member.member;
@@

coccilib.report.print_report(p[0], "%s is a member of struct ptdesc" % member)

// Comments name the functions that the code calls.
//! replace comment /\bpgtable_(pte|pmd)_page_([cd]tor)\b/pagetable_$1_$2/
