// SPDX-License-Identifier: GPL-2.0-only
/// __pte_free_tlb() and __pmd_free_tlb() run the destructor of a page table
/// and give the table to the mmu_gather. Give both the struct ptdesc of the
/// table instead of its page.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 33
// Subject: um: Convert {pmd, pte}_free_tlb() to use ptdescs
// Kind: type-only
// Pattern: the destructor and the mmu_gather get the struct ptdesc of
// Pattern: the table, in place of its page.
// Paths: arch/um/**
// Names: pgtable_pte_page_dtor pgtable_pmd_page_dtor
// Ids: PT002 PT009
// Advice: use pagetable_pte_dtor() and tlb_remove_page_ptdesc()
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/tlb-gather.cocci"
