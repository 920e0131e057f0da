// SPDX-License-Identifier: GPL-2.0-only
/// ColdFire and Sun 3 allocate page tables as pages. Use struct ptdesc for
/// them at all levels, pagetable_alloc() and pagetable_free(). The generic
/// code frees the PGDs of Sun 3.
///
/// The Motorola MMU puts several small tables into a page, whose struct
/// page keeps account of them. Only the constructor and the destructor
/// change there.
///
/// An "extern inline" function must not call a static one. Those that now
/// call pagetable_alloc() or pagetable_free() become "static inline".
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 25
// Subject: m68k: Convert various functions to use ptdescs
// Kind: equivalent
// Paths: arch/m68k/**
// Names: pgtable_pte_page_ctor pgtable_pte_page_dtor pgtable_pmd_page_ctor
// Names: pgtable_pmd_page_dtor
// Names: __get_free_page __get_free_pages get_zeroed_page free_page free_pages
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
#include "shared/table-integer.cocci"
#include "shared/table-flow.cocci"
#include "shared/table-destructed.cocci"
#include "shared/table-free.cocci"
#include "shared/table-expression.cocci"

@inline_caller depends on patch@
identifier f;
type T;
@@

-extern
+static
 inline T f(...)
 { <+... \( pagetable_alloc(...) \| pagetable_free(...) \) ...+> }
