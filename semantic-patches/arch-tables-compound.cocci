// SPDX-License-Identifier: GPL-2.0-only
/// Page tables of several pages that the architecture allocates and frees
/// itself still go through the page allocator. Use pagetable_alloc() and
/// pagetable_free() for both.
///
/// pagetable_alloc() allocates a compound page, and pagetable_free() takes
/// the order from it, so nothing else may free the table. Nobody uses the
/// flags or the count of the pages of these tables.
///
///? ^\+.*\bif \(.*\n(\+\t+return;\n)?\+\t+pagetable_free\(virt_to_ptdesc
/// free_pages() ignores NULL, which has no descriptor, so what may be NULL
/// is tested.
// Confidence: Medium
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: {arch}: Use ptdescs for page tables of several pages
// Split: arch
// Kind: behaviour
// Changes: compound: tables of several pages that the architecture allocates
// Changes: itself
// Paths: arch/*/include/** arch/*/mm/** arch/*/kernel/** !arch/*/kvm/**
// Paths: arch/*/platform/** !arch/s390/**
// Names: __get_free_pages free_pages
// With: pgd_t p4d_t pud_t pmd_t pte_t pgtable_t
// Define: dtor_free when tree has pagetable_dtor_free
// Ids: PT004 PT005 PT006
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc

virtual patch
virtual report
virtual own_pgd
virtual own_pud
virtual own_pmd
virtual own_pte
virtual dtor_free

#include "shared/local-name.cocci"
#include "shared/flags.cocci"
#include "shared/table-places.cocci"
#include "shared/table-left.cocci"


@script:python@
@@

own.update(levels - ordered)

#include "shared/table-macro.cocci"
#include "shared/table-page.cocci"
#include "shared/table-address.cocci"
#include "shared/table-member.cocci"
#include "shared/table-flow.cocci"
#include "shared/table-pair.cocci"
#include "shared/table-free.cocci"
