// SPDX-License-Identifier: GPL-2.0-only
/// A page of PTE or PMD tables is cut into fragments, which are counted in
/// the page-table members of struct page. Those members are about to live
/// in struct ptdesc alone.
///
/// Hold such a page as a struct ptdesc from its allocation to its free. A
/// PTE page of the kernel still runs no constructor and no destructor, and
/// the removal through the mmu_gather still works on tagged addresses,
/// which are not descriptors.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 14
// Subject: powerpc: Convert various functions to use ptdescs
// Kind: behaviour
// Changes: the pages that hold fragments are allocated with __GFP_COMP
// Paths: arch/powerpc/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Names: pt_frag_refcount
// Ids: PT001 PT002 PT004 PT005
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/table-local.cocci"
#include "shared/table-expression.cocci"

// The field that this comment names went away long ago.
//! replace comment /If we find pgtable_page set\b/If we find a fragment set/
