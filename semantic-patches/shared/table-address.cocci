// SPDX-License-Identifier: GPL-2.0-only
// Page tables that are told by the type of their address:
// (pgd_t *)__get_free_page() and the like.
//
// The type of the entries says that the memory is a table. A local that is
// only filled, read and freed where it was allocated is a copy of one, and
// stays a page. Both halves of a pair must end in one family, and the other
// half may be generic: a step says with
//
//	// Define: own_pgd when arch defines __HAVE_ARCH_PGD_FREE
//
// (own_pud, own_pmd, own_pte likewise) at which levels both halves are the
// architecture's own and stay for a later step. p4d tables have no generic
// half: they always stay.
//
// Comes after shared/table-places.cocci; shared/table-flow.cocci and
// shared/table-free.cocci after this. The steps that include this declare the
// virtual names patch, report, own_pgd, own_pud, own_pmd and own_pte.

@initialize:python@
@@

copies = set()

@script:python@
@@

copies.clear()

@script:python depends on own_pgd@
@@

own.add("pgd_t")

@script:python depends on own_pud@
@@

own.add("pud_t")

@script:python depends on own_pmd@
@@

own.add("pmd_t")

@script:python depends on own_pte@
@@

own.add("pte_t")

// What is returned or stored is used as a table by somebody: only a local can
// be a copy, and it is none when it leaves the function or becomes part of
// the tree.
@address_local@
identifier x;
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T, U;
expression list es;
position p;
@@

(
 x = (T)A@p(es);
|
 U x = (T)A@p(es);
)

@address_used exists@
identifier address_local.x, m;
identifier A;
expression E, I;
type T, U;
position address_local.p;
position q;
@@

(
 x = (T)A@p@q(...);
|
 U x = (T)A@p@q(...);
)
 ... when any
(
 return x;
|
 E->m = x
|
 E.m = x
|
 *E = x
|
 E[I] = x
|
 \( pgd_populate \| p4d_populate \| pud_populate \| pmd_populate_kernel \| pmd_populate \)(..., x)
|
 \( __pa \| virt_to_phys \)(x)
|
 \( pgtable_pte_page_ctor \| pgtable_pmd_page_ctor \)(virt_to_page(x))
|
 \( pagetable_pte_ctor \| pagetable_pmd_ctor \)(virt_to_ptdesc(x))
)

@script:python@
p << address_local.p;
@@

copies.update(place([at]) for at in p)

@script:python@
q << address_used.q;
@@

copies.difference_update(place([at]) for at in q)

// The type that an address is cast to says what the memory is.
@address_typed disable drop_cast@
identifier A = {__get_free_page, __get_free_pages, get_zeroed_page};
type T;
position p;
@@

 (T *)A@p(...)

@script:python@
T << address_typed.T;
p << address_typed.p;
@@

if T in levels and T not in own \
        and place(p) not in copies:
    is_table(p, T)
