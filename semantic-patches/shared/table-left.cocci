// SPDX-License-Identifier: GPL-2.0-only
// For steps that convert the tables which an architecture allocates or frees
// itself, at all levels, p4d too: both halves of a pair, or the half beside a
// generic one.
//
// Says in `ordered` which levels have, in the file, an allocation or a free
// of an order that is not plainly 0. Their tables become compound pages, the
// others do not change: a step converts one kind or the other, by putting
// the rest into `own`. Comes after shared/table-places.cocci and before
// shared/table-address.cocci.

@initialize:python@
@@

ordered = set()

@script:python@
@@

levels.add("p4d_t")
ordered.clear()

@left_allocated disable drop_cast@
type T;
expression flags, order;
@@

 (T *)__get_free_pages(flags, order)

@script:python@
T << left_allocated.T;
order << left_allocated.order;
@@

if order != "0":
    ordered.add(T)

@left_freed@
type T, U;
T *x;
expression order;
@@

 free_pages((U)x, order)

@script:python@
T << left_freed.T;
order << left_freed.order;
@@

if order != "0":
    ordered.add(T)

@left_page exists@
identifier L;
type T;
expression flags, order;
@@

(
 L = alloc_pages(flags, order);
|
 struct page *L = alloc_pages(flags, order);
)
 ... when any
 (T *)page_address(L)

@script:python@
T << left_page.T;
order << left_page.order;
@@

if order != "0":
    ordered.add(T)
