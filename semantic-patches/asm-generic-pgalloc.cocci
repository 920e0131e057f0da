// SPDX-License-Identifier: GPL-2.0-only
/// The generic functions allocate and free page tables of all levels as
/// pages. Use struct ptdesc, pagetable_alloc() and pagetable_free()
/// instead.
///
/// A table has to be freed the way it was allocated. Where an architecture
/// has one half of a pair, such as its own pgd_alloc() beside the generic
/// pgd_free(), the architecture's half changes too: here, or in a patch of
/// the architecture. Where it has both halves, neither changes here. Early
/// tables from memblock are never freed.
///
/// pgtable_t stays what it is: pte_alloc_one() returns a page, and
/// pte_free() takes one.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 19
// Subject: pgalloc: Convert various functions to use ptdescs
// Kind: equivalent
// Paths: include/asm-generic/** arch/** !arch/*/kvm/**
// Paths: !arch/powerpc/** !arch/s390/** !arch/x86/** !later
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor
// Names: pgtable_pmd_page_ctor pgtable_pmd_page_dtor
// Names: __get_free_page __get_free_pages get_zeroed_page
// Names: free_page free_pages
// With: pgd_t p4d_t pud_t pmd_t pte_t pgtable_t
// With: pgtable_pte_page_ctor pgtable_pte_page_dtor
// With: pgtable_pmd_page_ctor pgtable_pmd_page_dtor
// Ids: PT002 PT004 PT005 PT006
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: without struct ptdesc
// Define: own_pgd when arch defines __HAVE_ARCH_PGD_FREE
// Define: own_pud when arch defines __HAVE_ARCH_PUD_FREE
// Define: own_pmd when arch defines __HAVE_ARCH_PMD_FREE

virtual patch
virtual report
virtual own_pgd
virtual own_pud
virtual own_pmd
virtual own_pte

#include "shared/local-name.cocci"
#include "shared/flags.cocci"
#include "shared/table-local.cocci"
#include "shared/tlb-gather.cocci"
#include "shared/table-places.cocci"
#include "shared/table-address.cocci"
#include "shared/table-flow.cocci"
#include "shared/table-destructed.cocci"
#include "shared/table-free.cocci"

// What the kernel-doc says of pages is true of page tables.
//! replace comment /allocate a page for (P(?:TE|MD|UD)-level (?:kernel |user )?page table)/allocate a $1/
//! replace comment /free (PTE-level (?:kernel|user) page table) page$/free a $1/
//! replace comment /Allocates a page and runs the pgtable_(pte|pmd)_page_ctor\(\)\./Allocates a page table and runs the pagetable_$1_ctor() on its descriptor./
//! replace comment /Allocates a page (?=using %GFP_PGTABLE_USER)/Allocates a page table /
//! replace comment /reference count in struct page\./reference count in struct ptdesc./
