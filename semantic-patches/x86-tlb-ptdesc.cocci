// SPDX-License-Identifier: GPL-2.0-only
/// Page tables go to the mmu_gather as pages, through a hook that
/// hypervisors set. The hook takes void *. What it expects depends on the
/// hypervisor: a struct page, or whatever __tlb_remove_table() takes.
///
/// Only whole page tables are removed here. Let the hook take a struct
/// ptdesc, and set it to tlb_remove_ptdesc() for hypervisors that flush
/// remote TLBs without an IPI. RCU then frees the tables without a page to
/// collect them. Without a hypervisor, and without CONFIG_PARAVIRT, the
/// flush is an IPI, and a table is still removed as a page.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: x86: Remove page tables by their ptdescs
// Kind: behaviour
// Changes: state: page tables of a guest that wait for a grace period are
// Changes: chained by their struct ptdesc, without a page to collect them
// Paths: arch/x86/**
// Names: paravirt_tlb_remove_table tlb_remove_table
// Ids: PT008 PT009
// Advice: hand a struct ptdesc to paravirt_tlb_remove_table()
// Tree: with struct ptdesc
// Tree: with paravirt_tlb_remove_table
// Tree: with tlb_remove_page_ptdesc

virtual patch
virtual report

// What is handed over: a descriptor, where one is at hand that one.
@depends on patch@
expression tlb, e;
struct page *pg;
typedef pgtable_t;
pgtable_t table;
@@

 paravirt_tlb_remove_table(tlb,
(
- ptdesc_page(e)
+ e
|
- virt_to_page(e)
+ virt_to_ptdesc(e)
|
- pg
+ page_ptdesc(pg)
|
- table
+ page_ptdesc(table)
)
 )

@depends on patch exists@
expression tlb, e, x;
identifier pt;
@@

 struct ptdesc *pt = virt_to_ptdesc(e);
 ... when != pt = x
     when != e = x
 paravirt_tlb_remove_table(tlb,
- virt_to_ptdesc(e)
+ pt
 )

// The hook, and what stands for it.
@depends on patch@
identifier tlb, table;
symbol pt;
@@

 paravirt_tlb_remove_table(struct mmu_gather *tlb,
- void *table
+ struct ptdesc *pt
 )
 {
 <...
- table
+ pt
 ...>
 }

@depends on patch@
identifier tlb, table;
symbol pt;
@@

 native_tlb_remove_table(struct mmu_gather *tlb,
- void *table
+ struct ptdesc *pt
 )
 {
 <...
- table
+ pt
 ...>
 }

@depends on patch@
struct mmu_gather *tlb;
struct ptdesc *pt;
@@

- tlb_remove_page(tlb, pt)
+ tlb_remove_page_ptdesc(tlb, pt)

@depends on patch disable drop_cast@
type T;
symbol tlb_remove_page;
@@

- (T)tlb_remove_page
+ tlb_remove_page_ptdesc

// What a hypervisor sets it to.
@depends on patch@
symbol tlb_remove_table;
@@

(
 tlb_remove_table(...)
|
- tlb_remove_table
+ tlb_remove_ptdesc
)

// The header of the hook knows the gather by name only.
@named@
@@

 struct ptdesc;

@depends on patch && !named@
@@

 struct mmu_gather;
+struct ptdesc;

// The reports.
@given depends on report@
expression tlb, e;
struct page *pg;
typedef pgtable_t;
pgtable_t table;
position p;
@@

 paravirt_tlb_remove_table@p(tlb,
 \( ptdesc_page(e) \| virt_to_page(e) \| pg \| table \))

@script:python depends on report@
p << given.p;
@@

coccilib.report.print_report(p[0], "hand over the struct ptdesc")

@taken depends on report@
identifier f = {paravirt_tlb_remove_table, native_tlb_remove_table};
identifier tlb, table;
position p;
@@

 f@p(struct mmu_gather *tlb, void *table)
 { ... }

@script:python depends on report@
p << taken.p;
@@

coccilib.report.print_report(p[0], "take a struct ptdesc")

@cast depends on report disable drop_cast@
type T;
symbol tlb_remove_page;
position p;
@@

 (T)tlb_remove_page@p

@script:python depends on report@
p << cast.p;
@@

coccilib.report.print_report(p[0], "use tlb_remove_page_ptdesc()")

@hook depends on report@
symbol tlb_remove_table;
position p;
@@

(
 tlb_remove_table(...)
|
 tlb_remove_table@p
)

@script:python depends on report@
p << hook.p;
@@

coccilib.report.print_report(p[0], "use tlb_remove_ptdesc()")

//! replace struct pv_mmu_ops /(\(\*tlb_remove_table\)\(struct mmu_gather \*\w*, ?)void \*\w*\)/${1}struct ptdesc *pt)/
