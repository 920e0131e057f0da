// SPDX-License-Identifier: GPL-2.0-only
/// The page tables that are removed through the mmu_gather are handed to it
/// as pages, and those of mappings made for another mm run the constructors
/// of a page table by page.
///
/// Use struct ptdesc for both. What is put on the mmu_gather is still the
/// address of the table's struct page, which is where its descriptor is
/// too, so __tlb_remove_table() frees what it always freed.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 21
// Subject: arm64: Convert various functions to use ptdescs
// Kind: type-only
// Paths: arch/arm64/**
// Paths: !arch/arm64/kvm/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Ids: PT002 PT009
// Advice: use pagetable_{pte,pmd}_{ctor,dtor}() and tlb_remove_ptdesc()
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/table-local.cocci"
#include "shared/tlb-gather.cocci"
#include "shared/table-expression.cocci"
