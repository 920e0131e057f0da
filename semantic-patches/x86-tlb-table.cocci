// SPDX-License-Identifier: GPL-2.0-only
/// Page tables are given to tlb_remove_table() as descriptors. It collects
/// them in a page that it has to allocate.
///
/// A whole page table brings the memory that this needs. Use
/// tlb_remove_ptdesc(), which chains the descriptors.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: x86: Remove page tables by tlb_remove_ptdesc()
// Kind: behaviour
// Changes: state: page tables that wait for a grace period are chained by
// Changes: their struct ptdesc, without a page to collect them
// Paths: arch/x86/**
// Names: tlb_remove_table
// Ids: PT009
// Advice: give a struct ptdesc to tlb_remove_ptdesc()
// Tree: with struct ptdesc
// Tree: with tlb_remove_ptdesc
// Tree: without paravirt_tlb_remove_table

virtual patch
virtual report

@depends on patch@
expression tlb;
struct ptdesc *pt;
@@

- tlb_remove_table
+ tlb_remove_ptdesc
  (tlb, \( page_ptdesc(...) \| virt_to_ptdesc(...) \| pt \))

@found depends on report@
expression tlb;
struct ptdesc *pt;
position p;
@@

 tlb_remove_table@p(tlb,
 \( page_ptdesc(...) \| virt_to_ptdesc(...) \| pt \))

@script:python depends on report@
p << found.p;
@@

coccilib.report.print_report(p[0], "use tlb_remove_ptdesc()")
