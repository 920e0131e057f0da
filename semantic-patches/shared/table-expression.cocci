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
