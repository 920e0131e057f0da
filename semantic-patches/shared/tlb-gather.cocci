// SPDX-License-Identifier: GPL-2.0-only
// Page tables that an mmu_gather removes: tlb_remove_page() and
// tlb_remove_table() of the page of a page table, with the dtor beside them,
// in inline functions and in macro bodies.
//
// What tells a page table here: the page runs through a page-table dtor
// before it is removed, or it is the virt_to_page() of a pointer to table
// entries. tlb_remove_table() of memory or of tagged addresses has neither
// and stays. Comes after shared/local-name.cocci. Included by the steps of the
// architectures; they declare the virtual names patch and report.

// --- functions -----------------------------------------------------------

// A page that runs through a dtor and is then handed to the gather is a page
// table. Here it came as a parameter.
@gather_param exists@
identifier f, P;
expression T;
type PT;
position p;
@@

 f@p(..., PT P, ...)
 {
 ...
 \( pgtable_pte_page_dtor(P) \| pgtable_pmd_page_dtor(P) \)
 ...
 \( tlb_remove_page(T, P) \| tlb_remove_table(T, P) \)
 ...
 }

@script:python gather_param_name@
f << gather_param.f;
P << gather_param.P;
pt;
@@

coccinelle.pt = cocci.make_ident(local_name(f, P))

@gather_param_insert depends on patch@
identifier f, gather_param.P, gather_param_name.pt;
position gather_param.p;
@@

 f@p(...)
 {
++struct ptdesc *pt = page_ptdesc(P);
 ...
 }

@gather_param_use depends on patch@
identifier gather_param.f, gather_param.P, gather_param_name.pt;
expression T;
@@

 f(...)
 {
 <...
(
- pgtable_pte_page_dtor(P)
+ pagetable_pte_dtor(pt)
|
- pgtable_pmd_page_dtor(P)
+ pagetable_pmd_dtor(pt)
|
- tlb_remove_page(T, P)
+ tlb_remove_page_ptdesc(T, pt)
|
- tlb_remove_table(T, P)
+ tlb_remove_ptdesc(T, pt)
)
 ...>
 }

// Its blank line, where no declaration follows.
@gather_param_only depends on patch@
identifier gather_param.f, gather_param.P, gather_param_name.pt;
statement S;
@@

 f(...)
 {
-struct ptdesc *pt = page_ptdesc(P);
+struct ptdesc *pt = page_ptdesc(P);
+
 S
 ...
 }

// Here it is a local, which becomes a descriptor.
@gather_local exists@
identifier f, L;
expression T, V;
typedef pte_t, pmd_t, pud_t;
{pte_t, pmd_t, pud_t} *X;
@@

 f(...)
 {
 ...
(
 struct page *L = virt_to_page(X);
|
 struct page *L = virt_to_page(V);
 ...
 \( pgtable_pte_page_dtor(L) \| pgtable_pmd_page_dtor(L) \)
)
 ...
 \( tlb_remove_page(T, L) \| tlb_remove_table(T, L) \)
 ...
 }

@script:python@
f << gather_local.f;
L << gather_local.L;
@@

page_wanted(f, L)

@script:python gather_local_name@
f << gather_local.f;
L << gather_local.L;
pt;
@@

coccinelle.pt = cocci.make_ident(page_name(f, L))

@gather_local_use depends on patch@
identifier gather_local.f, gather_local.L, gather_local_name.pt;
expression T, V;
@@

 f(...)
 {
 <...
(
- struct page *L = virt_to_page(V);
+ struct ptdesc *pt = virt_to_ptdesc(V);
|
- pgtable_pte_page_dtor(L)
+ pagetable_pte_dtor(pt)
|
- pgtable_pmd_page_dtor(L)
+ pagetable_pmd_dtor(pt)
|
- tlb_remove_page(T, L)
+ tlb_remove_page_ptdesc(T, pt)
|
- tlb_remove_table(T, L)
+ tlb_remove_ptdesc(T, pt)
|
- L
+ ptdesc_page(pt)
)
 ...>
 }

// --- macros --------------------------------------------------------------

// pgtable_pte_page_dtor((pte)) says the same as without the second pair.
@gather_parentheses depends on patch@
identifier P;
expression T;
@@

(
 pgtable_pte_page_dtor(
- (P)
+ P
 )
|
 pgtable_pmd_page_dtor(
- (P)
+ P
 )
)
 ...
 \( tlb_remove_page(T, P) \| tlb_remove_page(T, (P)) \| tlb_remove_table(T, P) \| tlb_remove_table(T, (P)) \)

// The removal first, told by the dtor before it.
@gather_remove depends on patch@
expression E, T;
@@

 \( pgtable_pte_page_dtor(E) \| pgtable_pmd_page_dtor(E) \)
 ...
(
- tlb_remove_page(T, (E))
+ tlb_remove_page_ptdesc(T, page_ptdesc(E))
|
- tlb_remove_page(T, E)
+ tlb_remove_page_ptdesc(T, page_ptdesc(E))
|
- tlb_remove_table(T, (E))
+ tlb_remove_ptdesc(T, page_ptdesc(E))
|
- tlb_remove_table(T, E)
+ tlb_remove_ptdesc(T, page_ptdesc(E))
)

// Then the dtor, told by the removal after it.
@gather_dtor depends on patch@
expression E, T;
@@

(
- pgtable_pte_page_dtor(E)
+ pagetable_pte_dtor(page_ptdesc(E))
|
- pgtable_pmd_page_dtor(E)
+ pagetable_pmd_dtor(page_ptdesc(E))
)
 ...
(
 tlb_remove_page_ptdesc(T, page_ptdesc(E))
|
 tlb_remove_ptdesc(T, page_ptdesc(E))
)

@gather_virt depends on patch@
expression V;
@@

- page_ptdesc(virt_to_page(V))
+ virt_to_ptdesc(V)

// --- levels without a dtor -----------------------------------------------

// The type says that this is the page of a table.
@gather_typed depends on patch@
{pte_t, pmd_t, pud_t} *V;
expression T;
@@

(
- tlb_remove_page(T, virt_to_page(V))
+ tlb_remove_page_ptdesc(T, virt_to_ptdesc(V))
|
- tlb_remove_table(T, virt_to_page(V))
+ tlb_remove_ptdesc(T, virt_to_ptdesc(V))
)

// --- report --------------------------------------------------------------

@gather_report_dtor depends on report exists@
expression E, T;
position p;
@@

 \( pgtable_pte_page_dtor(E) \| pgtable_pmd_page_dtor(E) \)
 ...
(
 tlb_remove_page@p(T, E)
|
 tlb_remove_page@p(T, (E))
|
 tlb_remove_table@p(T, E)
|
 tlb_remove_table@p(T, (E))
)

@gather_report_local depends on report exists@
identifier gather_local.f, gather_local.L;
expression T;
position p != gather_report_dtor.p;
@@

 f(...)
 {
 <+...
(
 tlb_remove_page@p(T, L)
|
 tlb_remove_table@p(T, L)
)
 ...+>
 }

@gather_report_typed depends on report@
{pte_t, pmd_t, pud_t} *V;
expression T;
position p != gather_report_dtor.p;
@@

(
 tlb_remove_page@p(T, virt_to_page(V))
|
 tlb_remove_table@p(T, virt_to_page(V))
)

@script:python depends on report@
p << gather_report_dtor.p;
@@

coccilib.report.print_report(p[0], "a page table is removed as a page: use tlb_remove_ptdesc() or tlb_remove_page_ptdesc()")

@script:python depends on report@
p << gather_report_local.p;
@@

coccilib.report.print_report(p[0], "a page table is removed as a page: use tlb_remove_ptdesc() or tlb_remove_page_ptdesc()")

@script:python depends on report@
p << gather_report_typed.p;
@@

coccilib.report.print_report(p[0], "a page table is removed as a page: use tlb_remove_ptdesc() or tlb_remove_page_ptdesc()")
