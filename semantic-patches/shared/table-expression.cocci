// SPDX-License-Identifier: GPL-2.0-only
// Page tables that no local names: constructors and destructors of an
// expression, and page-table members reached through one. Works in macro
// bodies, line by line. Comes after shared/table-local.cocci.
//
// The step that includes this declares the virtual rules patch and report.

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
