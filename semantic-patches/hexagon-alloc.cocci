// SPDX-License-Identifier: GPL-2.0-only
/// The generic pgd_free() frees the PGD that pgd_alloc() allocates here. It
/// is about to use pagetable_free(), so allocate the PGD with
/// pagetable_alloc().
///
/// Until then it calls free_page(). Both ways of freeing do the same for a
/// table of one page, and __GFP_COMP has no effect on an allocation of
/// order 0.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: hexagon: Convert pgd_alloc() to use ptdescs
// Kind: equivalent
// Pattern: the architecture allocates what a generic function
// Pattern: frees. pagetable_alloc() goes first: what it allocates can be freed
// Pattern: either way.
// Paths: arch/hexagon/**
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

#include "shared/gfp-constant.cocci"
#include "shared/table-address.cocci"
