// SPDX-License-Identifier: GPL-2.0-only
// Page tables that are told by their constructor: x = (T)__get_free_page(),
// then a constructor of virt_to_page(x) in the same function, and what frees x
// when that fails. Memory that is used for tables of several sizes, and
// constructed for one of them, has no such failure.
//
// Comes after shared/table-places.cocci; shared/table-flow.cocci after this.

@constructed_or_fail exists@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
identifier C = {pgtable_pte_page_ctor, pgtable_pmd_page_ctor};
type T, U;
expression E;
position p;
@@

(
 x = (T)A@p(...);
|
 U x = (T)A@p(...);
)
 ... when != x = E
     when any
 !x || !C(virt_to_page(x))

@script:python@
p << constructed_or_fail.p;
@@

is_table(p, "constructed")

@constructed exists@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
identifier C = {pgtable_pte_page_ctor, pgtable_pmd_page_ctor};
type T, U, F;
expression E, N;
position p;
@@

(
 x = (T *)A@p(...);
|
 U x = (T *)A@p(...);
)
 ... when != x = E
     when any
 C(virt_to_page(x))
 ... when != x = N
 \( free_page((F)x) \| free_pages((F)x, ...) \)

@script:python@
p << constructed.p;
@@

is_table(p, "constructed")
