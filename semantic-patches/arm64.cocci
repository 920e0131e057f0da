// SPDX-License-Identifier: GPL-2.0-only
/// Page tables go to the mmu_gather as pages. Those that are allocated for
/// the mappings of an mm run their constructor on the page. Use struct
/// ptdesc for both.
///
/// The mmu_gather still gets the address of the struct page: the struct
/// ptdesc has the same address.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 21
// Subject: arm64: Convert various functions to use ptdescs
// Kind: equivalent
// Paths: arch/arm64/**
// Paths: !arch/arm64/kvm/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Ids: PT002 PT009
// Advice: use pagetable_{pte,pmd}_{ctor,dtor}() and tlb_remove_ptdesc()
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/table-local.cocci"
#include "shared/tlb-gather.cocci"
#include "shared/table-expression.cocci"
