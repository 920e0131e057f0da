// SPDX-License-Identifier: GPL-2.0-only
/// __pte_free_tlb() runs the destructor of a page table and gives it to the
/// mmu_gather, both by its page. Give them its struct ptdesc instead.
///
/// pgd_free() and pte_free_kernel() are the generic functions, which use
/// pagetable_free() now. Allocate with pagetable_alloc() what they free. It
/// is the descriptor that is tested for NULL: the address of no descriptor
/// is not NULL.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 22
// Subject: csky: Convert __pte_free_tlb() to use ptdescs
// Kind: behaviour
// Changes: PGDs and kernel PTE tables are allocated with __GFP_COMP
// Paths: arch/csky/**
// Names: pgtable_pte_page_dtor pgtable_pmd_page_dtor
// Names: __get_free_page __get_free_pages get_zeroed_page
// Names: free_page free_pages
// With: pgd_t p4d_t pud_t pmd_t pte_t pgtable_t
// With: pgtable_pte_page_ctor pgtable_pte_page_dtor
// With: pgtable_pmd_page_ctor pgtable_pmd_page_dtor
// Ids: PT002 PT004 PT006 PT009
// Advice: use pagetable_alloc()/pagetable_free() and tlb_remove_page_ptdesc()
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
#include "shared/tlb-gather.cocci"
#include "shared/table-address.cocci"
