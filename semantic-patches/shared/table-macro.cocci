// SPDX-License-Identifier: GPL-2.0-only
// A pair of macros that allocate and free a table. What may fail takes more
// than an expression: they become functions of the same names. Comes after
// shared/table-places.cocci and shared/flags.cocci.
//
// The step that includes this declares the virtual rules patch and report.

@macro_alloc disable drop_cast@
identifier f;
type T;
expression flags, order;
position p;
@@

 #define f() (T *)__get_free_pages@p(flags, order)

@macro_free@
identifier h, x;
type U;
expression order;
position q;
@@

 #define h(x) free_pages@q((U)x, order)

@script:python macro_pair@
f << macro_alloc.f;
T << macro_alloc.T;
flags << macro_alloc.flags;
h << macro_free.h;
gfp;
@@

if T in levels and T not in own and f.replace("alloc", "free") == h:
    coccinelle.gfp = cocci.make_expr(flags_of(f, "__get_free_pages", flags))
else:
    cocci.include_match(False)

@depends on patch@
identifier macro_alloc.f;
type macro_alloc.T;
expression macro_alloc.flags, macro_alloc.order, macro_pair.gfp;
@@

- #define f() (T *)__get_free_pages(flags, order)
+ static inline T *f(void)
+ {
+	struct ptdesc *ptdesc = pagetable_alloc(gfp, order);
+
+	if (!ptdesc)
+		return NULL;
+	return ptdesc_address(ptdesc);
+ }
+

@depends on patch@
identifier macro_free.h, macro_free.x;
type macro_alloc.T, macro_free.U;
expression macro_free.order;
@@

- #define h(x) free_pages((U)x, order)
+ static inline void h(T *x)
+ {
+	if (x)
+		pagetable_free(virt_to_ptdesc(x));
+ }

@script:python depends on report@
p << macro_alloc.p;
q << macro_free.q;
gfp << macro_pair.gfp;
@@

coccilib.report.print_report(p[0], "a page table is allocated as a page: use pagetable_alloc()")
coccilib.report.print_report(q[0], "a page table is freed as a page: use pagetable_free()")
