// SPDX-License-Identifier: GPL-2.0-only
/// The list of all PGDs and the mm that a PGD belongs to are kept in
/// members of struct page that describe a page table, and the PMDs that are
/// allocated ahead run the constructor and the destructor of a page table.
///
/// Use struct ptdesc for them. PMDs and PTE tables under vmalloc come from
/// the generic functions, or from the split of a large page, which is a
/// single page too. Let what frees them under a huge mapping use
/// pagetable_free() as well. The copy of a PMD that is walked meanwhile is
/// never part of a page table and remains an ordinary page.
///
/// __get_free_page() masks __GFP_HIGHMEM, pagetable_alloc() does not, so
/// flags that might have it are masked. The hook that removes a table
/// through the mmu_gather still gets a page, and the walkers of pgd_list
/// still see pages: the list head is at the same place in both structs.
/// They ask pgd_page_get_mm() for the mm, so it keeps its page parameter.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 15
// Subject: x86: Convert various functions to use ptdescs
// Kind: behaviour
// Changes: preallocated PMDs are allocated with __GFP_COMP
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

#include "shared/gfp-constant.cocci"
#include "shared/table-local.cocci"
#include "shared/table-constructed.cocci"
#include "shared/table-read.cocci"
#include "shared/table-expression.cocci"
#include "shared/gfp-lowmem.cocci"
