// SPDX-License-Identifier: GPL-2.0-only
/// Page tables that are allocated for late mappings, and those that go to
/// the mmu_gather, run their constructor and destructor on the page. Use
/// struct ptdesc for them.
///
/// late_alloc() returns the memory of the table, not the descriptor. The
/// mmu_gather still gets the address of the struct page: the struct ptdesc
/// has the same address.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 20
// Subject: arm: Convert various functions to use ptdescs
// Kind: equivalent
// Paths: arch/arm/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Ids: PT002 PT004 PT009
// Advice: use pagetable_alloc() and a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/flags.cocci"
#include "shared/table-local.cocci"
#include "shared/tlb-gather.cocci"
#include "shared/table-places.cocci"
#include "shared/table-constructed.cocci"
#include "shared/table-flow.cocci"
#include "shared/table-destructed.cocci"
#include "shared/table-expression.cocci"
