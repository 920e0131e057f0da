// SPDX-License-Identifier: GPL-2.0-only
/// alloc_pmd_late() and alloc_pte_late() allocate page tables for mappings
/// that are made late during boot. They hold the address in an integer and
/// run the constructor on the page. __pte_free_tlb() gives the page of a
/// table to the mmu_gather.
///
/// Use the struct ptdesc of the table in all three. Tables without a
/// constructor that only this architecture allocates (P4Ds, the late PUDs)
/// stay as they are.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 29
// Subject: riscv: Convert alloc_{pmd, pte}_late() to use ptdescs
// Kind: equivalent
// Paths: arch/riscv/**
// Paths: !arch/riscv/kvm/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Ids: PT002 PT004 PT009
// Advice: use pagetable_alloc() and a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/flags.cocci"
#include "shared/table-local.cocci"
#include "shared/tlb-gather.cocci"
#include "shared/table-places.cocci"
#include "shared/table-constructed.cocci"
#include "shared/table-flow.cocci"
#include "shared/table-destructed.cocci"
#include "shared/table-expression.cocci"
