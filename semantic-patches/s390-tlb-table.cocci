// SPDX-License-Identifier: GPL-2.0-only
/// tlb_remove_ptdesc() takes any pointer, and some callers give it the memory
/// of a table. That works as long as it is nothing but tlb_remove_table().
///
/// Call that. __tlb_remove_table() takes memory here, with bits in the
/// address that tell fragments of a page from whole tables. A fragment has
/// no descriptor of its own, so the tables of this architecture stay with
/// the batches of tlb_remove_table().
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: s390: Remove page tables by tlb_remove_table()
// Kind: type-only
// Paths: arch/s390/**
// Names: tlb_remove_ptdesc
// Ids: PT008
// Advice: give tlb_remove_ptdesc() a struct ptdesc, and memory to tlb_remove_table()
// Tree: with struct ptdesc
// Tree: with page_table_free_rcu

virtual patch
virtual report

@depends on patch@
typedef pte_t, pmd_t, pud_t, p4d_t, pgtable_t;
{pte_t *, pmd_t *, pud_t *, p4d_t *, pgtable_t, unsigned long *, void *} table;
expression tlb;
@@

- tlb_remove_ptdesc
+ tlb_remove_table
  (tlb, table)

@memory depends on report@
{pte_t *, pmd_t *, pud_t *, p4d_t *, pgtable_t, unsigned long *, void *} table;
expression tlb;
position p;
@@

 tlb_remove_ptdesc@p(tlb, table)

@script:python depends on report@
p << memory.p;
@@

coccilib.report.print_report(p[0],
	"this is memory, not a struct ptdesc: use tlb_remove_table()")
