// SPDX-License-Identifier: GPL-2.0-only
/// The lock of a page table is in its struct ptdesc. Comments and the
/// documentation still look for it in struct page.
///
/// Name the struct that has it.
// Confidence: High
// Row: beyond
// Subject: mm: Say in which struct the lock of a page table is
// Kind: docs
// Paths: include/linux/** mm/** Documentation/**
// Names: ptl
// With: page_ctor pagetable_pte_ctor ptlock_init
// Ids: PT003
// Advice: the lock is ptdesc->ptl
// Tree: with struct ptdesc

//! replace comment /slab code uses page->slab_cache, which share storage/slab code uses struct slab, which shares storage/
//! replace comment /\bpage->ptl\b/ptdesc->ptl/
#include "shared/lock-words.cocci"
