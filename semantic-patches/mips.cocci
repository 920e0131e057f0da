// SPDX-License-Identifier: GPL-2.0-only
/// PMD tables are allocated as pages and run the constructor of a page
/// table. PUD tables and PGDs are allocated by address. The generic code
/// frees the PMD and PUD tables; PGDs are freed here, and some of them are
/// of more than one page.
///
/// Allocate all of them with pagetable_alloc(), with the orders they have.
/// pagetable_free() learns the order from the table, which has to be a
/// compound page for that, so the PGD of a guest, which pgd_free() frees as
/// well, has to come from pagetable_alloc() too. The other tables of a
/// guest still come from KVM's memory cache and are freed by the generic
/// functions. They are single pages, for which both ways of freeing do the
/// same.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 26
// Subject: mips: Convert various functions to use ptdescs
// Kind: behaviour
// Changes: page tables are allocated with __GFP_COMP
// Paths: arch/mips/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor __get_free_pages PGD_TABLE_ORDER
// Names: __get_free_page get_zeroed_page free_page free_pages
// With: pgd_t p4d_t pud_t pmd_t pte_t pgtable_t
// With: pgtable_pte_page_ctor pgtable_pte_page_dtor
// With: pgtable_pmd_page_ctor pgtable_pmd_page_dtor
// Ids: PT002 PT004 PT005 PT006 PT009
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report
virtual own_pgd
virtual own_pud
virtual own_pmd
virtual own_pte

#include "shared/gfp-constant.cocci"
#include "shared/table-local.cocci"
#include "shared/tlb-gather.cocci"
#include "shared/table-expression.cocci"
#include "shared/table-address.cocci"
