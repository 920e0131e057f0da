// SPDX-License-Identifier: GPL-2.0-only
/// PTE tables come from a pool of uncached memory. Several of them share a
/// page. Its reference count says when to run the constructor for the first
/// table and the destructor for the last.
///
/// Call the constructor and destructor that take a struct ptdesc. The pool
/// and its reference count stay pages.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 32
// Subject: sparc: Convert pgtable_pte_page_{ctor, dtor}() to ptdesc equivalents
// Kind: type-only
// Paths: arch/sparc/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Ids: PT002
// Advice: use pagetable_pte_ctor()/pagetable_pte_dtor() and page_ptdesc()
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/table-local.cocci"
#include "shared/table-expression.cocci"
