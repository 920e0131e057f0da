// SPDX-License-Identifier: GPL-2.0-only
/// The PGD of a guest has the order of the kernel's own PGDs, and
/// pgd_free() frees it. Its pages are not a compound page, so
/// pagetable_free() frees only the first one. If a PGD has more, the others
/// are lost when the guest ends.
///
/// Allocate it with pagetable_alloc(), as pgd_alloc() does.
//# Only a PGD whose order is that of the process's: a hypervisor has tables
//# of other sizes, which it frees itself.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: {arch}: Allocate the PGD of a guest as a page table
// Split: arch
// Kind: behaviour
// Changes: fix: all pages of a guest's PGD are freed when the guest ends
// Paths: arch/*/kvm/**
// Names: PGD_TABLE_ORDER PGD_ORDER
// With: __get_free_pages
// Ids: PT004 PT006
// Advice: use pagetable_alloc() for what pgd_free() frees
// Tree: with struct ptdesc

virtual patch
virtual report
virtual own_pgd
virtual own_pud
virtual own_pmd
virtual own_pte

#include "shared/local-name.cocci"
#include "shared/flags.cocci"
#include "shared/table-places.cocci"

@script:python@
@@

levels.intersection_update({"pgd_t"})

// A PGD of another order is the hypervisor's own, and so is one that it frees
// as pages.
@guest_other disable drop_cast@
type T;
expression flags;
expression order != {PGD_TABLE_ORDER, PGD_ORDER};
@@

 (T *)__get_free_pages(flags, order)

@script:python@
T << guest_other.T;
@@

own.add(T)

@guest_freed@
type T, U;
T *x;
expression order;
@@

 free_pages((U)x, order)

@script:python@
T << guest_freed.T;
@@

own.add(T)

#include "shared/table-address.cocci"
#include "shared/table-flow.cocci"
