// SPDX-License-Identifier: GPL-2.0-only
/// A new page table is written to without a check for NULL. If the
/// allocation fails, the kernel writes through a NULL pointer.
///
/// Return NULL then. The callers check for it.
//# The fix does not depend on the rest of the series, and is fit for stable.
//# The seed has it too, where its own patches convert such an allocation.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: {arch}: Check a new page table for NULL
// Split: arch
// Kind: behaviour
// Changes: fix: a failed allocation of a page table returns NULL
// Paths: arch/** !arch/*/kvm/**
// Names: __get_free_page __get_free_pages get_zeroed_page
// With: pgd_t p4d_t pud_t pmd_t pte_t
// Advice: test a new page table for NULL before it is used
// Tree: with struct ptdesc

virtual patch
virtual report

#include "shared/table-untested.cocci"
