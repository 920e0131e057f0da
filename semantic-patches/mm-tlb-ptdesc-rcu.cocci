// SPDX-License-Identifier: GPL-2.0-only
/// Lockless walkers may still be inside a page table that has been unhooked,
/// so it is freed after a grace period. tlb_remove_table() collects such
/// tables in a page that it has to allocate, deep in code that frees memory
/// because there is none. Where it gets no page, it sends an IPI to every
/// CPU for each single table.
///
/// A whole page table brings the memory that this needs. Chain the
/// descriptors of the tables that tlb_remove_ptdesc() is given, by a new
/// member of struct ptdesc, and free the chain by one call_rcu() on the
/// pt_rcu_head of its first descriptor. That cannot fail, and needs neither
/// a page nor an IPI.
///
/// Why this is safe:
///
/// A table joins the chain after it was unhooked, and goes to RCU after the
/// TLB was flushed, as before. A chain is as long as a batch was at most:
/// no callback frees more tables than before, and no more tables wait.
///
/// pt_rcu_head shares its words with pt_list and pmd_huge_pte. By then the
/// table is on no list and has no table deposited. RCU writes pointers to
/// the first word, so bit 0 of compound_head stays clear. RCU uses both
/// words of the first descriptor. So the chain runs through another word,
/// that of pt_index, pt_mm and the counts: nobody shares the table or a
/// fragment of it any more, and no lockless walker looks at them. The lock
/// stays untouched, which a walker may still take. The mapping word, which
/// has to be zero when the page is freed, stays zero.
///
/// Powerpc, sparc64 and s390 with its half-page tables remove fragments, or
/// addresses with a tag. These have no descriptor of their own. They go on
/// calling tlb_remove_table(), which keeps its batch page and its fallback.
/// Without MMU_GATHER_TABLE_FREE a table is removed as a page, as before.
//# Caveats: a table must come to tlb_remove_ptdesc() as its own descriptor.
//# Nobody may use pt_list, pmd_huge_pte, pt_index, pt_mm or the counts of a
//# table from there on, a destructor that runs in the callback included.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: mm: Free page tables by RCU without allocating memory
// Kind: behaviour
// Changes: state: a page table that waits for a grace period is chained by its
// Changes: struct ptdesc, in the word of pt_index; no page is allocated for
// Changes: it, and no IPI is sent when that would have failed
// Grows: mmu_gather
// Paths: include/linux/** include/asm-generic/** mm/**
// Names: pt_rcu_head tlb_remove_ptdesc tlb_remove_table_one
// Ids: PT003 PT009
// Advice: give a whole page table to tlb_remove_ptdesc()
// Tree: with struct ptdesc
// Tree: with tlb_remove_ptdesc
// Tree: with mmu_table_batch
// Tree: without tlb_chain_ptdesc

virtual patch
virtual report

@chained@
@@

 tlb_chain_ptdesc(...)
 { ... }

@has@
@@

 struct ptdesc {
 ...
 union {
 ...
 struct ptdesc *pt_chain;
 ...
 };
 ...
 };

// The descriptor gets the word that chains it, beside pt_index. A name as
// long as that one fits into the comment and the columns.
@depends on patch && !has@
typedef pgoff_t;
@@

 struct ptdesc {
 ...
 union {
 ...
 pgoff_t pt_index;
+		struct ptdesc *pt_chain;
 ...
 };
 ...
 };

@depends on patch && !has@
declarer name PTDESC_MATCH;
declarer name TABLE_MATCH;
identifier word;
symbol pt_index, pt_chain;
@@

(
 PTDESC_MATCH(word, pt_index);
+PTDESC_MATCH(word, pt_chain);
|
 TABLE_MATCH(word, pt_index);
+TABLE_MATCH(word, pt_chain);
)

// The gather has the chain where it has the batch (see below).
@depends on patch && !chained@
struct mmu_gather *tlb;
@@

 tlb->batch = NULL;
+ tlb->ptdescs = NULL;
+ tlb->nr_ptdescs = 0;

// What waits is freed together: the chain, then the batch.
@depends on patch && !chained@
identifier tlb, batch;
@@

 tlb_table_flush(struct mmu_gather *tlb)
 {
 struct mmu_table_batch **batch = &tlb->batch;
+
+	tlb_flush_ptdescs(tlb);
 ...
 }

// A descriptor is given as what it is.
@depends on patch@
identifier tlb, pt;
@@

 tlb_remove_ptdesc(struct mmu_gather *tlb,
- void *pt
+ struct ptdesc *pt
 )
 { ... }

// Where tlb_remove_table() is a function, it takes what the architecture
// frees. Where it is a macro, it takes a page.
@function@
identifier tlb, table;
@@

 static inline void tlb_remove_table(struct mmu_gather *tlb, void *table)
 { ... }

@depends on patch && function@
identifier tlb, pt;
@@

 tlb_remove_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt)
 {
- tlb_remove_table(tlb, \( pt \| ptdesc_page(pt) \));
+	if (IS_ENABLED(CONFIG_MMU_GATHER_TABLE_FREE))
+		tlb_chain_ptdesc(tlb, pt);
+	else
+		tlb_remove_table(tlb, pt);
 }

// What the rule above left.
@depends on patch@
identifier tlb, pt;
@@

 tlb_remove_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt)
 {
- tlb_remove_table(tlb, \( pt \| ptdesc_page(pt) \));
+	if (IS_ENABLED(CONFIG_MMU_GATHER_TABLE_FREE))
+		tlb_chain_ptdesc(tlb, pt);
+	else
+		tlb_remove_table(tlb, ptdesc_page(pt));
 }

// The reports.
@member depends on report && !has@
typedef pgoff_t;
position p;
@@

 struct ptdesc {
 ...
 union {
 ...
 pgoff_t pt_index@p;
 ...
 };
 ...
 };

@script:python depends on report@
p << member.p;
@@

coccilib.report.print_report(p[0], "struct ptdesc lacks pt_chain")

@init depends on report && !chained@
struct mmu_gather *tlb;
position p;
@@

 tlb->batch@p = NULL;

@script:python depends on report@
p << init.p;
@@

coccilib.report.print_report(p[0], "no chain of descriptors beside the batch")

@flush depends on report && !chained@
identifier tlb, batch;
statement S;
position p;
@@

 tlb_table_flush(struct mmu_gather *tlb)
 {
 struct mmu_table_batch **batch = &tlb->batch;
 S@p
 ...
 }

@script:python depends on report@
p << flush.p;
@@

coccilib.report.print_report(p[0], "no chain of descriptors is flushed")

@remove depends on report@
identifier tlb, pt;
type T;
position p;
@@

 tlb_remove_ptdesc(struct mmu_gather *tlb, T *pt)
 {
 tlb_remove_table@p(tlb, ...);
 }

@script:python depends on report@
p << remove.p;
@@

coccilib.report.print_report(p[0], "chain the struct ptdesc")

//! replace comment /@pt_index:([ \t]*)/@pt_chain:${1}Next table of a chain that waits to be freed.\n * @pt_index:$1/
//! replace struct mmu_gather /\tstruct mmu_table_batch([ \t]*)\*batch;\n/$0\t\/* whole page tables, chained by their descriptors *\/\n\tstruct ptdesc\t\t*ptdescs;\n\tunsigned int\t\tnr_ptdescs;\n/
//! replace comment /See also MMU_GATHER_TABLE_FREE and MMU_GATHER_RCU_TABLE_FREE\./$0\n *\n *  - tlb_remove_ptdesc()\n *\n *    frees a whole page table by its descriptor. With MMU_GATHER_TABLE_FREE\n *    it chains the descriptors, needs no memory and cannot fail. What has no\n *    descriptor of its own, as a fragment of a page, is left to\n *    tlb_remove_table()./
//! replace comment /the implementation of tlb_remove_table_one\(\)\./$0\n *\n * A whole page table needs nothing but its descriptor, see tlb_chain_ptdesc()./
//! insert before function tlb_remove_ptdesc unless nr_ptdescs
//+ void tlb_chain_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt);
//+
//! insert before function tlb_table_flush unless tlb_chain_ptdesc
//+ static void tlb_free_ptdescs(struct ptdesc *pt)
//+ {
//+ 	struct ptdesc *next;
//+
//+ 	for (; pt; pt = next) {
//+ 		next = pt->pt_chain;
//+ 		__tlb_remove_table(pt);
//+ 	}
//+ }
//+
//+ static void tlb_free_ptdescs_rcu(struct rcu_head *head)
//+ {
//+ 	tlb_free_ptdescs(container_of(head, struct ptdesc, pt_rcu_head));
//+ }
//+
//+ static void tlb_flush_ptdescs(struct mmu_gather *tlb)
//+ {
//+ 	struct ptdesc *pt = tlb->ptdescs;
//+
//+ 	if (!pt)
//+ 		return;
//+
//+ 	tlb->ptdescs = NULL;
//+ 	tlb->nr_ptdescs = 0;
//+ 	tlb_table_invalidate(tlb);
//+ 	if (IS_ENABLED(CONFIG_MMU_GATHER_RCU_TABLE_FREE))
//+ 		call_rcu(&pt->pt_rcu_head, tlb_free_ptdescs_rcu);
//+ 	else
//+ 		tlb_free_ptdescs(pt);
//+ }
//+
//+ /*
//+  * A whole page table, to be freed when the TLB is flushed and, with
//+  * MMU_GATHER_RCU_TABLE_FREE, no lockless walker is inside it any more. Its
//+  * descriptor is all the memory that this needs, so it cannot fail.
//+  *
//+  * pt_rcu_head of the first descriptor belongs to RCU, so the chain runs
//+  * through a word of its own. That is not the word of the lock, which a
//+  * walker may still take.
//+  *
//+  * A chain is no longer than a batch: one callback frees it, and its memory
//+  * is of no use to anybody until then.
//+  */
//+ void tlb_chain_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt)
//+ {
//+ 	pt->pt_chain = tlb->ptdescs;
//+ 	tlb->ptdescs = pt;
//+ 	if (++tlb->nr_ptdescs == MAX_TABLE_BATCH)
//+ 		tlb_flush_ptdescs(tlb);
//+ }
//+
