// SPDX-License-Identifier: GPL-2.0-only
/// The generic functions free the PGDs, PUD and PMD tables that are
/// allocated here, with pagetable_free(). Allocate them with
/// pagetable_alloc().
///
/// __pte_free_tlb() runs the destructor of a table and gives the table to
/// the mmu_gather. Give both the struct ptdesc of the table.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 24
// Subject: loongarch: Convert various functions to use ptdescs
// Kind: equivalent
// Paths: arch/loongarch/**
// Paths: !arch/loongarch/kvm/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor __get_free_page __get_free_pages
// Names: get_zeroed_page
// Names: free_page free_pages
// With: pgd_t p4d_t pud_t pmd_t pte_t pgtable_t
// With: pgtable_pte_page_ctor pgtable_pte_page_dtor
// With: pgtable_pmd_page_ctor pgtable_pmd_page_dtor
// Ids: PT002 PT004 PT005 PT006 PT009
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: without struct ptdesc
// Define: own_pgd when arch defines __HAVE_ARCH_PGD_FREE
// Define: own_pud when arch defines __HAVE_ARCH_PUD_FREE

virtual patch
virtual report
virtual own_pgd
virtual own_pud
virtual own_pmd
virtual own_pte

#include "shared/local-name.cocci"
#include "shared/flags.cocci"
#include "shared/table-local.cocci"
#include "shared/tlb-gather.cocci"
#include "shared/table-places.cocci"
#include "shared/table-address.cocci"
#include "shared/table-flow.cocci"
#include "shared/table-destructed.cocci"
#include "shared/table-free.cocci"
#include "shared/table-expression.cocci"
