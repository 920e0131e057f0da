// SPDX-License-Identifier: GPL-2.0-only
/// Page tables that the architecture allocates or frees itself still go
/// through the page allocator. The generic functions, and those of the levels
/// with a constructor, use pagetable_alloc() and pagetable_free().
///
/// Use them here as well, so that a table is freed the way it was allocated.
///
/// These tables are single pages: pagetable_free() frees them as free_page()
/// does, and __GFP_COMP has no effect on an allocation of order 0.
///
///? ^\+.*\bif \(.*\n(\+\t+return;\n)?\+\t+pagetable_free\(virt_to_ptdesc
/// free_page() ignores NULL, which has no descriptor, so what may be NULL is
/// tested.
///
///? \bkmem_cache_|\bmemblock_
/// Tables from memblock or from a slab cache do not change.
//# Tables of several pages become compound and are not touched here.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: {arch}: Use ptdescs for the remaining page tables
// Split: arch
// Kind: equivalent
// Paths: arch/*/include/** arch/*/mm/** arch/*/kernel/** !arch/*/kvm/**
// Paths: arch/*/platform/** !arch/s390/**
// Names: __get_free_page __get_free_pages get_zeroed_page
// Names: free_page free_pages alloc_page alloc_pages __free_page __free_pages
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

own.update(ordered)

#include "shared/table-entered.cocci"
#include "shared/table-found.cocci"
#include "shared/table-macro.cocci"
#include "shared/table-page.cocci"
#include "shared/table-address.cocci"
#include "shared/table-member.cocci"
#include "shared/table-flow.cocci"
#include "shared/table-pair.cocci"
#include "shared/table-free.cocci"
