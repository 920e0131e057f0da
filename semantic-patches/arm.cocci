// SPDX-License-Identifier: GPL-2.0-only
/// The page tables that are removed through the mmu_gather, and those that
/// are allocated late during boot, run the constructor and the destructor
/// of a page table.
///
/// Use struct ptdesc for them. What is put on the mmu_gather is still the
/// address of the table's struct page, which is where its descriptor is
/// too, so __tlb_remove_table() frees what it always freed. The allocator
/// for late mappings returns the memory of the table, not its descriptor.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 20
// Subject: arm: Convert various functions to use ptdescs
// Kind: behaviour
// Changes: tables for late mappings are allocated with __GFP_COMP
// Paths: arch/arm/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Ids: PT002 PT004 PT009
// Advice: use pagetable_alloc() and a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/gfp-constant.cocci"
#include "shared/table-local.cocci"
#include "shared/tlb-gather.cocci"
#include "shared/table-constructed.cocci"
#include "shared/table-expression.cocci"
#include "shared/gfp-lowmem.cocci"
