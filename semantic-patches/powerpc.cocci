// SPDX-License-Identifier: GPL-2.0-only
/// A page holds several PTE or PMD tables, called fragments. A page-table
/// member of struct page counts them, and is about to move to struct
/// ptdesc.
///
/// Use the struct ptdesc of such a page from its allocation to its free. As
/// before, a page of kernel PTE tables has no constructor and no
/// destructor. The mmu_gather gets the tagged address of a fragment, not a
/// page, and that stays.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 14
// Subject: powerpc: Convert various functions to use ptdescs
// Kind: equivalent
// Paths: arch/powerpc/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Names: pt_frag_refcount
// Ids: PT001 PT002 PT004 PT005
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/table-local.cocci"
#include "shared/table-expression.cocci"

// The field that this comment names went away long ago.
//! replace comment /If we find pgtable_page set\b/If we find a fragment set/
