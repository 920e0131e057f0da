// SPDX-License-Identifier: GPL-2.0-only
/// If page table isolation is configured, a PGD has two pages, even if
/// isolation is switched off, and in Xen PV guests, which never use it. The
/// second page is unused then.
///
/// Allocate one page for a PGD without isolation. A PGD of two pages can
/// then become a compound page: Xen sets PG_pinned on PGDs, which is not
/// allowed on a compound page.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: x86: Allocate one page for a PGD without page table isolation
// Kind: behaviour
// Changes: memory: the second page of a PGD where isolation is switched off
// Paths: arch/x86/include/**
// Names: PGD_ALLOCATION_ORDER
// Ids: PT006
// Advice: ask whether isolation is on before a PGD gets two pages
// Tree: with struct ptdesc
// Tree: with PGD_ALLOCATION_ORDER

virtual patch
virtual report

//! replace macro PGD_ALLOCATION_ORDER /\b1$/(cpu_feature_enabled(X86_FEATURE_PTI) ? 1 : 0)/
