// SPDX-License-Identifier: GPL-2.0-only
/// PMD tables are allocated as pages, PUD tables and PGDs by address. The
/// generic code frees PMD and PUD tables; PGDs, which can have more than
/// one page, are freed here.
///
/// Use pagetable_alloc() for all of them, with the order that they have.
/// pagetable_free() finds the order in the compound page. KVM allocates the
/// PGD of a guest itself and frees it by pgd_free(): use pagetable_alloc()
/// there as well. The other tables of a guest are single pages from KVM's
/// memory cache. Freeing them does the same as before.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 26
// Subject: mips: Convert various functions to use ptdescs
// Kind: behaviour
// Changes: compound: PGDs, and PUD and PMD tables, where they have more than
// Changes: one page
// Paths: arch/mips/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor __get_free_pages PGD_TABLE_ORDER
// Names: __get_free_page get_zeroed_page free_page free_pages
// With: pgd_t p4d_t pud_t pmd_t pte_t pgtable_t
// With: pgtable_pte_page_ctor pgtable_pte_page_dtor
// With: pgtable_pmd_page_ctor pgtable_pmd_page_dtor
// Ids: PT002 PT004 PT005 PT006 PT009
// Advice: use pagetable_alloc()/pagetable_free() and a struct ptdesc
// Tree: without struct ptdesc

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
#include "shared/table-expression.cocci"
