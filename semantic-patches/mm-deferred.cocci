// SPDX-License-Identifier: GPL-2.0-only
/// A page table that lockless walkers may still use is freed by call_rcu(),
/// with the rcu_head of its page.
///
/// struct ptdesc has pt_rcu_head at the same offset. Use it, in the
/// callback as well.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: mm: Free deferred page tables by pt_rcu_head
// Kind: type-only
// Paths: mm/**
// Names: rcu_head
// With: pgtable_t
// Ids: PT003
// Advice: use pt_rcu_head of the struct ptdesc
// Tree: with struct ptdesc

virtual patch
virtual report

#include "shared/local-name.cocci"
#include "shared/table-deferred.cocci"
