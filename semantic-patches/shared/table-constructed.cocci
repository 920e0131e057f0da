// SPDX-License-Identifier: GPL-2.0-only
// A page table allocated by its address and constructed in the same function:
// x = (T)__get_free_page(gfp), then a constructor of virt_to_page(x). The
// allocation yields the descriptor, and the address is taken from it.
// Comes before shared/table-expression.cocci; shared/gfp-lowmem.cocci after.
//
// The step that includes this declares the virtual rules patch and report.

// The constructor is tested together with the address, "!x || !ctor()": where
// the value of x is used, there is a table. x is the descriptor from there on.
@constructed_or_fail exists@
identifier f, x;
expression gfp, order;
type T;
@@

 f(...)
 {
 ... when any
(
 x = \( __get_free_page(gfp) \| __get_free_pages(gfp, order) \|
	get_zeroed_page(gfp) \)
|
 x = (T)\( __get_free_page(gfp) \| __get_free_pages(gfp, order) \|
	get_zeroed_page(gfp) \)
)
 ... when any
     when != x = ...
(
 !x || !pgtable_pte_page_ctor(virt_to_page(x))
|
 !x || !pgtable_pmd_page_ctor(virt_to_page(x))
)
 ... when any
 }

@constructed_or_fail_declared depends on patch@
identifier constructed_or_fail.f, constructed_or_fail.x;
expression gfp, order;
type T, D;
@@

 f(...)
 {
 <...
(
- D x;
+ struct ptdesc *ptdesc;
|
- D x = (T)__get_free_page(gfp);
+ struct ptdesc *ptdesc = __table_alloc(gfp, 0);
|
- D x = (T)__get_free_pages(gfp, order);
+ struct ptdesc *ptdesc = __table_alloc(gfp, order);
|
- D x = (T)get_zeroed_page(gfp);
+ struct ptdesc *ptdesc = __table_zalloc(gfp, 0);
)
 ...>
 }

@constructed_or_fail_allocated depends on patch@
identifier constructed_or_fail.f, constructed_or_fail.x;
expression gfp, order;
type T;
@@

 f(...)
 {
 <...
(
- x = (T)__get_free_page(gfp)
+ ptdesc = __table_alloc(gfp, 0)
|
- x = (T)__get_free_pages(gfp, order)
+ ptdesc = __table_alloc(gfp, order)
|
- x = (T)get_zeroed_page(gfp)
+ ptdesc = __table_zalloc(gfp, 0)
|
- x = __get_free_page(gfp)
+ ptdesc = __table_alloc(gfp, 0)
|
- x = __get_free_pages(gfp, order)
+ ptdesc = __table_alloc(gfp, order)
|
- x = get_zeroed_page(gfp)
+ ptdesc = __table_zalloc(gfp, 0)
|
- pgtable_pte_page_ctor(virt_to_page(x))
+ pagetable_pte_ctor(ptdesc)
|
- pgtable_pmd_page_ctor(virt_to_page(x))
+ pagetable_pmd_ctor(ptdesc)
|
- free_page((T)x)
+ pagetable_free(ptdesc)
|
- free_page(x)
+ pagetable_free(ptdesc)
|
- free_pages((T)x, order)
+ pagetable_free(ptdesc)
|
- free_pages(x, order)
+ pagetable_free(ptdesc)
|
- !x
+ !ptdesc
|
- x
+ ptdesc_address(ptdesc)
)
 ...>
 }

// Otherwise x may be NULL where it is used, and stays. Its constructor can
// fail, which is how this differs from memory that is used for tables of
// several sizes and constructed for one of them.
@constructed exists@
identifier f, x;
expression gfp, order, E;
type T, F;
position p;
@@

 f(...)
 {
 ... when any
 x = (T *)\( __get_free_page@p(gfp) \| __get_free_pages@p(gfp, order) \|
	get_zeroed_page@p(gfp) \)
 ... when any
     when != x = E
 \( pgtable_pte_page_ctor(virt_to_page(x)) \|
    pgtable_pmd_page_ctor(virt_to_page(x)) \)
 ... when != x = E
 \( free_page((F)x) \| free_pages((F)x, order) \)
 ... when any
 }

@constructed_allocated depends on patch@
position constructed.p;
expression gfp, order;
type T;
@@

(
- (T *)__get_free_page@p(gfp)
+ __table_alloc(gfp, 0)
|
- (T *)__get_free_pages@p(gfp, order)
+ __table_alloc(gfp, order)
|
- (T *)get_zeroed_page@p(gfp)
+ __table_zalloc(gfp, 0)
)

@constructed_freed depends on patch exists@
identifier constructed.f, constructed.x;
expression order, E;
type F;
@@

 f(...)
 {
 ... when any
 \( pgtable_pte_page_ctor(virt_to_page(x)) \|
    pgtable_pmd_page_ctor(virt_to_page(x)) \)
 ... when != x = E
(
- free_page((F)x)
+ pagetable_free(ptdesc)
|
- free_pages((F)x, order)
+ pagetable_free(ptdesc)
)
 ... when any
 }

// ptdesc_address(NULL) is not NULL: it is the descriptor that is tested. A
// test that leaves comes before the address is taken, of any other test the
// branch becomes the other one of that.
@constructed_declared depends on patch@
identifier constructed.f, constructed.x, l;
identifier alloc =~ "^__table_z?alloc$";
expression list es;
expression R;
type D;
statement S;
@@

 f(...)
 {
 <...
(
- D *x = alloc(es);
+ struct ptdesc *ptdesc = alloc(es);
+ D *x;
+
 if (
- !x
+ !ptdesc
 )
(
- return x;
+ return NULL;
|
 return R;
|
 return;
|
 goto l;
)
+ x = ptdesc_address(ptdesc);
|
- D *x = alloc(es);
+ struct ptdesc *ptdesc = alloc(es);
+ D *x = NULL;
+
- if (!x) S
+ if (ptdesc)
+ 	x = ptdesc_address(ptdesc);
+ else
+ 	S
|
- D *x = alloc(es);
+ struct ptdesc *ptdesc = alloc(es);
+ D *x = NULL;
+
+ if (ptdesc)
+ 	x = ptdesc_address(ptdesc);
 S
|
- D *x = alloc(es);
+ struct ptdesc *ptdesc = alloc(es);
+ D *x = ptdesc ? ptdesc_address(ptdesc) : NULL;
|
+ struct ptdesc *ptdesc;
 D *x;
)
 ...>
 }

@constructed_local depends on patch@
identifier constructed.f, constructed.x, l;
identifier alloc =~ "^__table_z?alloc$";
expression list es;
expression R;
@@

 f(...)
 {
 <...
(
- x = alloc(es);
+ ptdesc = alloc(es);
 if (
- !x
+ !ptdesc
 )
(
- return x;
+ return NULL;
|
 return R;
|
 return;
|
 goto l;
)
+ x = ptdesc_address(ptdesc);
|
- x = alloc(es);
+ ptdesc = alloc(es);
+ x = ptdesc ? ptdesc_address(ptdesc) : NULL;
|
- pgtable_pte_page_ctor(virt_to_page(x))
+ pagetable_pte_ctor(ptdesc)
|
- pgtable_pmd_page_ctor(virt_to_page(x))
+ pagetable_pmd_ctor(ptdesc)
)
 ...>
 }

// A table destructed and freed by its address. At the start of a block, and
// for a parameter at the start of the function, a local names the descriptor.
@destructed_parameter disable drop_cast exists@
identifier f, x;
type T, F;
expression order;
@@

 f(..., T *x, ...)
 {
 ... when any
 \( pgtable_pte_page_dtor(virt_to_page(x)) \|
    pgtable_pmd_page_dtor(virt_to_page(x)) \)
 ...
 \( free_page((F)x) \| free_pages((F)x, order) \)
 ... when any
 }

@destructed_parameter_declared depends on patch@
identifier destructed_parameter.f, destructed_parameter.x;
type T;
statement S;
@@

 f(..., T *x, ...)
 {
+struct ptdesc *ptdesc = virt_to_ptdesc(x);
+
 S
 ...
 }

@destructed_parameter_use depends on patch disable drop_cast@
identifier destructed_parameter.f, destructed_parameter.x;
expression order;
type F;
@@

 f(...)
 {
 struct ptdesc *ptdesc = virt_to_ptdesc(x);
 <...
(
- pgtable_pte_page_dtor(virt_to_page(x))
+ pagetable_pte_dtor(ptdesc)
|
- pgtable_pmd_page_dtor(virt_to_page(x))
+ pagetable_pmd_dtor(ptdesc)
|
- free_page((F)x)
+ pagetable_free(ptdesc)
|
- free_pages((F)x, order)
+ pagetable_free(ptdesc)
)
 ...>
 }

@destructed_block depends on patch disable drop_cast@
expression E;
type F;
@@

 {
+struct ptdesc *ptdesc = virt_to_ptdesc(E);
+
(
- pgtable_pte_page_dtor(virt_to_page(E));
+ pagetable_pte_dtor(ptdesc);
|
- pgtable_pmd_page_dtor(virt_to_page(E));
+ pagetable_pmd_dtor(ptdesc);
)
- free_page((F)E);
+ pagetable_free(ptdesc);
 ...
 }

@destructed depends on patch disable drop_cast@
expression E, N, order;
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
- free_pages((F)E, order)
+ pagetable_free(virt_to_ptdesc(E))
)

@constructed_report depends on report exists@
identifier x;
expression gfp, order, E;
type T;
position p;
@@

 x = \( (T)__get_free_page@p(gfp) \| (T)__get_free_pages@p(gfp, order) \|
	(T)get_zeroed_page@p(gfp) \)
 ... when any
     when != x = E
 \( pgtable_pte_page_ctor(virt_to_page(x)) \|
    pgtable_pmd_page_ctor(virt_to_page(x)) \)

@script:python depends on report@
p << constructed_report.p;
@@

coccilib.report.print_report(p[0],
	"a page table is allocated as a page: use pagetable_alloc()")

@destructed_report depends on report disable drop_cast exists@
expression E, N, order;
type F;
position p;
@@

 \( pgtable_pte_page_dtor(virt_to_page(E)) \|
    pgtable_pmd_page_dtor(virt_to_page(E)) \)
 ... when != E = N
(
 free_page@p((F)E)
|
 free_pages@p((F)E, order)
)

@script:python depends on report@
p << destructed_report.p;
@@

coccilib.report.print_report(p[0],
	"a page table is freed as a page: use pagetable_free()")
