// SPDX-License-Identifier: GPL-2.0-only
/// The list of all PGDs, and the mm that a PGD belongs to, are kept in
/// page-table members of struct page. PMD tables that are allocated ahead
/// run their constructor and destructor on the page.
///
/// Use struct ptdesc for these. Use pagetable_free(), too, for PMD and PTE
/// tables that a huge mapping replaces: they come from the generic
/// functions, or from the split of a large page. The copy of a PMD table
/// that pud_free_pmd_page() walks is not part of a page table, and stays a
/// page.
///
/// The hook that gives a table to the mmu_gather still takes a page.
/// pgd_page_get_mm() still takes one too, for the walkers of pgd_list have
/// pages.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 15
// Subject: x86: Convert various functions to use ptdescs
// Kind: equivalent
// Paths: arch/x86/**
// Paths: !arch/x86/kvm/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Names: pt_mm
// Ids: PT001 PT002 PT003 PT004 PT005 PT006
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/flags.cocci"
#include "shared/table-local.cocci"
#include "shared/table-places.cocci"
#include "shared/table-constructed.cocci"
#include "shared/table-flow.cocci"
#include "shared/table-destructed.cocci"
#include "shared/table-read.cocci"
#include "shared/table-expression.cocci"
