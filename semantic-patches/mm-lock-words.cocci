// SPDX-License-Identifier: GPL-2.0-only
/// The lock of a page table is in its struct ptdesc. Comments and the
/// documentation still say that it is in struct page. Correct them.
// Confidence: High
// Row: beyond
// Subject: mm: Correct comments on the lock of a page table
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
