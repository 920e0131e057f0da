// SPDX-License-Identifier: GPL-2.0-only
// A page table that is allocated by its address and used as memory without
// a test for NULL. A function that returns a pointer returns NULL then.
//
// What is mentioned first after the allocation decides: a test is one, and
// then nothing is missing.
//
// The step that includes this declares the virtual rules patch and report.

@untested_nofail@
position p;
@@

 \( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)
	(<+... __GFP_NOFAIL ...+>, ...)

@untested exists@
typedef pgd_t, p4d_t, pud_t, pmd_t, pte_t;
identifier f, member;
{pgd_t *, p4d_t *, pud_t *, pmd_t *, pte_t *} x;
expression I;
type P, T;
position p != untested_nofail.p;
@@

 P *f(...)
 {
 ... when any
 x = (T *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...)
 ... when != x
(
 \( memcpy \| memset \| memmove \| clear_page \| copy_page \)(
	\( x \| x + I \| (void *)x \| &x[I] \), ...)
|
 x[I]
|
 x->member
|
 *x
)
 ... when any
 }

// The type says that it is a page table.
@untested_checked depends on patch@
type T;
identifier x;
statement S;
position untested.p;
@@

(
 x = (T *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...);
+if (!x)
+	return NULL;
|
 T *x = (T *)\( __get_free_page@p \| __get_free_pages@p \| get_zeroed_page@p \)(...);
+
+if (!x)
+	return NULL;
 S
)

@script:python depends on report@
p << untested.p;
@@

coccilib.report.print_report(p[0],
	"a page table is used without a test for NULL")
