// SPDX-License-Identifier: GPL-2.0-only
// Page tables that are destructed and freed by their address: where both are
// done to one address, a local names the descriptor once. Comes after
// shared/local-name.cocci and before shared/table-expression.cocci.
//
// The step that includes this declares the virtual names patch and report.

// For a parameter that keeps its value, at the start of the function.
@destructed_parameter disable drop_cast exists@
identifier f, x;
type T, F;
expression E;
position p;
@@

 f@p(..., T *x, ...)
 {
 ... when != x = E
 \( pgtable_pte_page_dtor(virt_to_page(x)) \| pgtable_pmd_page_dtor(virt_to_page(x)) \)
 ... when != x = E
 \( free_page((F)x) \| free_pages((F)x, ...) \)
 ...
 }

@script:python destructed_name@
f << destructed_parameter.f;
x << destructed_parameter.x;
pt;
@@

coccinelle.pt = cocci.make_ident(local_name(f, x))

@destructed_declared depends on patch@
identifier destructed_parameter.f, destructed_parameter.x, destructed_name.pt;
position destructed_parameter.p;
@@

 f@p(...)
 {
++struct ptdesc *pt = virt_to_ptdesc(x);
 ...
 }

@destructed_use depends on patch disable drop_cast@
identifier destructed_parameter.f, destructed_parameter.x, destructed_name.pt;
type F;
@@

 f(...)
 {
 <...
(
- pgtable_pte_page_dtor(virt_to_page(x))
+ pagetable_pte_dtor(pt)
|
- pgtable_pmd_page_dtor(virt_to_page(x))
+ pagetable_pmd_dtor(pt)
|
- free_page((F)x)
+ pagetable_free(pt)
|
- free_pages((F)x, ...)
+ pagetable_free(pt)
)
 ...>
 }

// A blank line after the declarations, where it is the only one.
@destructed_only depends on patch@
identifier f, destructed_parameter.x, destructed_name.pt;
statement S;
@@

 f(...)
 {
-struct ptdesc *pt = virt_to_ptdesc(x);
+struct ptdesc *pt = virt_to_ptdesc(x);
+
 S
 ...
 }

// Anywhere else in a function, where the one follows the other.
@destructed_both disable drop_cast@
identifier D = {pgtable_pte_page_dtor, pgtable_pmd_page_dtor};
type F;
expression E;
position p;
@@

 D@p(virt_to_page(E));
 \( free_page((F)E); \| free_pages((F)E, ...); \)

@script:python destructed_both_name@
p << destructed_both.p;
E << destructed_both.E;
f;
pt;
@@

function, table = p[0].current_element, (re.findall(r"\w+", E) or ["table"])[0]
coccinelle.f = cocci.make_ident(function)
coccinelle.pt = cocci.make_ident(local_name(function, table))

@destructed_mark depends on patch disable drop_cast@
position destructed_both.p;
identifier D, destructed_both_name.pt;
type F;
expression E;
@@

- D@p(virt_to_page(E));
+ TABLE_both(D, pt, E);
- \( free_page((F)E); \| free_pages((F)E, ...); \)

// It can be declared at the start of a block,
@destructed_block depends on patch@
identifier D, pt;
expression E;
@@

 {
- TABLE_both(D, pt, E);
+ struct ptdesc *pt = virt_to_ptdesc(E);
+
+ TABLE_dtor(D, pt);
+ pagetable_free(pt);
 ...
 }

// and else at the start of the function.
@destructed_far depends on patch@
identifier D, pt;
expression E;
@@

- TABLE_both(D, pt, E);
+ pt = virt_to_ptdesc(E);
+ TABLE_dtor(D, pt);
+ pagetable_free(pt);

@destructed_far_declared depends on patch && destructed_far@
identifier destructed_both_name.f, destructed_both_name.pt;
@@

 f(...)
 {
++struct ptdesc *pt;
 ...
 pt = virt_to_ptdesc(...);
 ...
 }

@destructed_dtor depends on patch@
symbol pgtable_pte_page_dtor, pgtable_pmd_page_dtor;
identifier pt;
@@

(
- TABLE_dtor(pgtable_pte_page_dtor, pt)
+ pagetable_pte_dtor(pt)
|
- TABLE_dtor(pgtable_pmd_page_dtor, pt)
+ pagetable_pmd_dtor(pt)
)

// Far apart, each finds the descriptor for itself.
@destructed depends on patch disable drop_cast@
expression E, N;
type F;
@@

(
- pgtable_pte_page_dtor(virt_to_page(E))
+ pagetable_pte_dtor(virt_to_ptdesc(E))
|
- pgtable_pmd_page_dtor(virt_to_page(E))
+ pagetable_pmd_dtor(virt_to_ptdesc(E))
)
 ... when != E = N
(
- free_page((F)E)
+ pagetable_free(virt_to_ptdesc(E))
|
- free_pages((F)E, ...)
+ pagetable_free(virt_to_ptdesc(E))
)

@destructed_report depends on report disable drop_cast exists@
expression E, N;
type F;
position p;
@@

 \( pgtable_pte_page_dtor(virt_to_page(E)) \| pgtable_pmd_page_dtor(virt_to_page(E)) \)
 ... when != E = N
 \( free_page@p((F)E) \| free_pages@p((F)E, ...) \)

@script:python depends on report@
p << destructed_report.p;
@@

coccilib.report.print_report(p[0], "a page table is freed as a page: use pagetable_free()")
