// SPDX-License-Identifier: GPL-2.0-only
/// tlb_remove_ptdesc() takes any pointer, and gets the address of a table
/// here. __tlb_remove_table() looks up the descriptor when it frees the
/// table. So tables that wait cannot be linked by their descriptors, and
/// the compiler cannot tell an address from a descriptor.
///
/// Every table has a descriptor of its own: pass that. The table is freed
/// at the same point as before.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: s390: Remove page tables by their ptdescs
// Kind: equivalent
// Paths: arch/s390/**
// Names: tlb_remove_ptdesc __tlb_remove_table
// Ids: PT008
// Advice: give tlb_remove_ptdesc() a struct ptdesc
// Tree: with struct ptdesc
// Tree: without page_table_free_rcu

virtual patch
virtual report

@depends on patch@
typedef pte_t, pmd_t, pud_t, p4d_t, pgtable_t;
{pte_t *, pmd_t *, pud_t *, p4d_t *, pgtable_t, unsigned long *} table;
expression tlb;
@@

 tlb_remove_ptdesc(tlb,
- table
+ virt_to_ptdesc(table)
 )

@depends on patch@
identifier table, pt;
@@

 __tlb_remove_table(void *table)
 {
- struct ptdesc *pt = virt_to_ptdesc(table);
+ struct ptdesc *pt = table;
 ...
 }

@memory depends on report@
{pte_t *, pmd_t *, pud_t *, p4d_t *, pgtable_t, unsigned long *} table;
expression tlb;
position p;
@@

 tlb_remove_ptdesc@p(tlb, table)

@script:python depends on report@
p << memory.p;
@@

coccilib.report.print_report(p[0],
	"this is memory: hand over its struct ptdesc")

@callback depends on report@
identifier table, pt;
position p;
@@

 __tlb_remove_table(void *table)
 {
 struct ptdesc *pt = virt_to_ptdesc@p(table);
 ...
 }

@script:python depends on report@
p << callback.p;
@@

coccilib.report.print_report(p[0],
	"take the struct ptdesc that the mmu_gather was given")
