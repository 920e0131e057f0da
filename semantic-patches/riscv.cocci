// SPDX-License-Identifier: GPL-2.0-only
/// The tables for mappings that are made late during boot are allocated by
/// address, held in an integer, and run the constructor of a page table;
/// the PTE tables of processes are handed to the mmu_gather as pages.
///
/// Use struct ptdesc for them in alloc_pmd_late(), alloc_pte_late() and
/// __pte_free_tlb(). A PGD is freed by the generic code, which uses
/// pagetable_free(): allocate it with pagetable_alloc(). Tables without a
/// constructor that only this architecture allocates (P4Ds, the late PUDs)
/// stay as they are.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 29
// Subject: riscv: Convert alloc_{pmd, pte}_late() to use ptdescs
// Kind: behaviour
// Changes: PGDs and late page tables are allocated with __GFP_COMP
// Paths: arch/riscv/**
// Paths: !arch/riscv/kvm/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Names: __get_free_page __get_free_pages get_zeroed_page free_page free_pages
// With: pgd_t p4d_t pud_t pmd_t pte_t pgtable_t
// With: pgtable_pte_page_ctor pgtable_pte_page_dtor
// With: pgtable_pmd_page_ctor pgtable_pmd_page_dtor
// Ids: PT002 PT004 PT006 PT009
// Advice: use pagetable_alloc() and a struct ptdesc
// Tree: without struct ptdesc
// Define: own_pgd when arch defines __HAVE_ARCH_PGD_FREE

virtual patch
virtual report
virtual own_pgd
virtual own_pud
virtual own_pmd
virtual own_pte

#include "shared/gfp-constant.cocci"
#include "shared/table-local.cocci"
#include "shared/tlb-gather.cocci"
#include "shared/table-constructed.cocci"
#include "shared/table-expression.cocci"
#include "shared/table-address.cocci"
#include "shared/gfp-lowmem.cocci"
