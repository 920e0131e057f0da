// SPDX-License-Identifier: GPL-2.0-only
/// pgd_free() and pte_free_kernel() are the generic functions, which use
/// pagetable_free(). Allocate the tables that they free with
/// pagetable_alloc().
///
/// These tables are single pages. Until now pagetable_free() did with them
/// what free_page() does, and __GFP_COMP has no effect on an allocation of
/// order 0.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: csky: Convert pgd_alloc() and pte_alloc_one_kernel() to use ptdescs
// Kind: equivalent
// Pattern: the architecture allocates with pagetable_alloc() what a generic
// Pattern: function frees with pagetable_free(). These tables are single pages,
// Pattern: which pagetable_free() frees as free_page() did, however allocated.
// Paths: arch/csky/**
// Names: __get_free_page __get_free_pages get_zeroed_page
// Names: free_page free_pages
// With: pgd_t p4d_t pud_t pmd_t pte_t pgtable_t
// With: pgtable_pte_page_ctor pgtable_pte_page_dtor
// With: pgtable_pmd_page_ctor pgtable_pmd_page_dtor
// Ids: PT004 PT006
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: without struct ptdesc
// Define: own_pgd when arch defines __HAVE_ARCH_PGD_FREE
// Define: own_pud when arch defines __HAVE_ARCH_PUD_FREE
// Define: own_pmd when arch defines __HAVE_ARCH_PMD_FREE

virtual patch
virtual report
virtual own_pgd
virtual own_pud
virtual own_pmd
virtual own_pte

#include "shared/local-name.cocci"
#include "shared/flags.cocci"
#include "shared/table-places.cocci"
#include "shared/table-address.cocci"
#include "shared/table-flow.cocci"
#include "shared/table-free.cocci"
