// SPDX-License-Identifier: GPL-2.0-only
/// PTE tables are allocated and freed as pages: those of users with the
/// constructor and the destructor of a page table, those of the kernel
/// without. Use struct ptdesc for both. Both halves of each pair are here.
///
/// The mmu_gather gets the memory of a table with a tag, not a page. That
/// stays.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 31
// Subject: sparc64: Convert various functions to use ptdescs
// Kind: equivalent
// Paths: arch/sparc/**
// Names: alloc_page alloc_pages __free_page __free_pages
// With: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// With: pgtable_pmd_page_dtor
// Ids: PT002 PT004 PT005
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/table-typed.cocci"
#include "shared/table-local.cocci"
#include "shared/table-places.cocci"
#include "shared/table-free.cocci"
#include "shared/table-expression.cocci"
