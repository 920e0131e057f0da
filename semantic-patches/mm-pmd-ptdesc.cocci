// SPDX-License-Identifier: GPL-2.0-only
/// The split lock of a PMD table and the page tables deposited for its huge
/// PMDs are state of the table. The function that finds it returns a struct
/// page.
///
/// Let it return the struct ptdesc of the table, and rename it. Callers
/// that still need the page convert the result.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 6
// Subject: mm: Convert {pmd_pgtable_page|pmd_to_page}() to pmd_ptdesc()
// Kind: type-only
// Paths: **
// Names: pmd_pgtable_page pmd_to_page
// Ids: PT002
// Advice: use pmd_ptdesc(), which returns a struct ptdesc
// Tree: without struct ptdesc

virtual patch
virtual report

#include "shared/pmd-ptdesc.cocci"
