// SPDX-License-Identifier: GPL-2.0-only
// Page tables whose address is held in an integer: x = __get_free_page(gfp),
// and a return of (pte_t *)x.
//
// Comes after shared/table-places.cocci; shared/table-flow.cocci after this.

@integer_table exists@
typedef pgd_t, p4d_t, pud_t, pmd_t, pte_t, uintptr_t;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
identifier x;
expression E;
type U;
position p;
@@

(
 x = A@p(...);
|
 U x = A@p(...);
)
 ... when != x = E
     when any
 return \( (pgd_t *)(x) \| (p4d_t *)(x) \| (pud_t *)(x) \| (pmd_t *)(x) \| (pte_t *)(x) \);

@script:python@
p << integer_table.p;
@@

is_table(p, "integer")
