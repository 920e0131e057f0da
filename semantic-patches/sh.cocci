// SPDX-License-Identifier: GPL-2.0-only
/// __pte_free_tlb() runs the destructor of a page table and gives the table
/// to the mmu_gather. Give both the struct ptdesc of the table instead of
/// its page. Include the header that declares the functions.
///
/// PGDs and PMD tables are from a kmem_cache, and have no struct ptdesc.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 30
// Subject: sh: Convert pte_free_tlb() to use ptdescs
// Kind: type-only
// Pattern: the destructor and the mmu_gather get the struct ptdesc of
// Pattern: the table, in place of its page.
// Paths: arch/sh/**
// Names: pgtable_pte_page_dtor pgtable_pmd_page_dtor
// Ids: PT002 PT009
// Advice: use pagetable_pte_dtor() and tlb_remove_page_ptdesc()
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/tlb-gather.cocci"

// The helpers come with linux/mm.h.
@uses_helper depends on patch@
@@

 \( pagetable_pte_dtor(...) \| pagetable_pmd_dtor(...) \)

@has_header depends on patch@
@@

 #include <linux/mm.h>

@add_header depends on patch && uses_helper && !has_header@
@@

+#include <linux/mm.h>
 #include <asm/page.h>
