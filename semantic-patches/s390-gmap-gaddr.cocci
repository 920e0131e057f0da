// SPDX-License-Identifier: GPL-2.0-only
/// A gmap table keeps in page->index which guest address it maps. The page
/// table members of struct page have no index: they keep pt_mm or
/// pt_frag_refcount in that word.
///
/// Add a member for the guest address, in the one word that no page table
/// uses. That word is page->mapping. The page allocator expects it to be
/// NULL, so clear it before each free.
//# In a tree that looks up the segment table of an entry with the helper for
//# process page tables, the address of the entry is masked instead: the
//# tables of a guest address space are no process page tables.
//#
//# A table that leaves the lists of a gmap for good and is freed by other
//# code keeps its address. Only top level tables do, and theirs is 0.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 2
// Subject: s390: Use _pt_s390_gaddr for gmap address tracking
// Kind: behaviour
// Changes: state: the guest address of a gmap table moves from the word of
// Changes: page->index to that of page->mapping, and is cleared before the free
// Paths: arch/s390/**
// Paths: include/linux/**
// Names: crst_list GMAP_SHADOW_FAKE_TABLE pmd_huge_pte
// Ids: PT003
// Advice: keep the guest address of a gmap table in _pt_s390_gaddr
// Tree: without struct ptdesc

virtual patch
virtual report

// The word after pmd_huge_pte (the second half of lru) is page->mapping.
//! replace struct page /\bpmd_huge_pte;[^\n]*\n\s*unsigned long \K\w+(?=;)/_pt_s390_gaddr/

// A segment table entry of a gmap is an unsigned long, where a process has
// a pmd_t. The helper for process page tables gets it by a cast: go by the
// address instead, a segment table is aligned to its size.
@helped exists@
typedef pmd_t;
identifier f, pg, helper = { pmd_pgtable_page, pmd_to_page };
unsigned long *entry;
@@

 f(...)
 {
 <+...
 pg = helper((pmd_t *)entry);
 ...+>
 }

@depends on patch@
identifier helped.f, helped.pg, helped.helper;
expression entry;
@@

 f(...)
 {
 <...
- pg = helper((pmd_t *)entry);
+ pg = virt_to_page(PTR_ALIGN_DOWN(entry, PTRS_PER_PMD * sizeof(pmd_t)));
 ...>
 }

// Evidence, function by function. A page is a table of a guest address
// space when it is linked into a list of a struct gmap, when its index
// carries the mark of a fake shadow table, or when it is found by rounding
// down the address of a segment table entry.
@table exists@
identifier f, pg, helper = { pmd_pgtable_page, pmd_to_page };
struct gmap *g;
unsigned long *entry;
@@

 f(...)
 {
 <+...
(
 \( list_add \| list_add_tail \)(&pg->lru,
	\( &g->crst_list \| &g->pt_list \))
|
 pg->index & GMAP_SHADOW_FAKE_TABLE
|
 pg->index & ~GMAP_SHADOW_FAKE_TABLE
|
 pg->index |= GMAP_SHADOW_FAKE_TABLE
|
 pg = virt_to_page(PTR_ALIGN_DOWN(entry, PTRS_PER_PMD * sizeof(pmd_t)))
|
 pg = helper((pmd_t *)entry)
)
 ...+>
 }

@masked exists@
identifier f, pg, mask;
expression entry;
@@

 f(...)
 {
 ...
 mask = ~(PTRS_PER_PMD * sizeof(pmd_t) - 1);
 ...
 pg = virt_to_page((void *)((unsigned long)entry & mask));
 ... when any
 }

@depends on patch@
identifier table.f, table.pg;
@@

 f(...)
 {
 <...
- pg->index
+ pg->_pt_s390_gaddr
 ...>
 }

@depends on patch@
identifier masked.f, masked.pg;
@@

 f(...)
 {
 <...
- pg->index
+ pg->_pt_s390_gaddr
 ...>
 }

// The frees. A region or segment table is freed by its order; what else
// takes a table off its list and frees it is the freeing function of the
// page tables, whatever its name. It is one function for the whole file.
@crstfree exists@
identifier f, g;
@@

 f(..., struct gmap *g, ...)
 {
 <+...
 __free_pages(..., CRST_ALLOC_ORDER)
 ...+>
 }

@pgtfree exists@
identifier f, g, pg, freer !~ "^(get|put)_page";
@@

 f(..., struct gmap *g, ...)
 {
 <+...
 list_del(&pg->lru);
 freer(pg);
 ...+>
 }

@pgtfreeall exists@
iterator name list_for_each_entry_safe;
identifier freer;
expression pg, n;
struct gmap *g;
@@

 list_for_each_entry_safe(pg, n, &g->pt_list, lru)
	freer(pg);

@done exists@
expression pg;
identifier freer;
position p;
@@

 pg->_pt_s390_gaddr = 0;
(
 __free_pages@p(pg, CRST_ALLOC_ORDER);
|
 freer@p(pg);
)

@depends on patch@
identifier crstfree.f, pg;
position p != done.p;
@@

 f(...)
 {
 <...
+ pg->_pt_s390_gaddr = 0;
  __free_pages@p(pg, CRST_ALLOC_ORDER);
 ...>
 }

@depends on patch@
identifier pgtfree.freer, pg;
position p != done.p;
@@

+ pg->_pt_s390_gaddr = 0;
  freer@p(pg);

@depends on patch && !pgtfree@
identifier pgtfreeall.freer, pg;
position p != done.p;
@@

+ pg->_pt_s390_gaddr = 0;
  freer@p(pg);

@use1 depends on report@
identifier table.f, table.pg;
position p;
@@

 f(...)
 {
 <...
 pg->index@p
 ...>
 }

@script:python depends on report@
p << use1.p;
@@

for at in p:
    coccilib.report.print_report(at, "keep the guest address in _pt_s390_gaddr")

@use2 depends on report@
identifier masked.f, masked.pg;
position p;
@@

 f(...)
 {
 <...
 pg->index@p
 ...>
 }

@script:python depends on report@
p << use2.p;
@@

for at in p:
    coccilib.report.print_report(at, "keep the guest address in _pt_s390_gaddr")

@free1 depends on report@
identifier crstfree.f, pg;
position p != done.p;
@@

 f(...)
 {
 <...
 __free_pages@p(pg, CRST_ALLOC_ORDER);
 ...>
 }

@script:python depends on report@
p << free1.p;
@@

for at in p:
    coccilib.report.print_report(at, "clear _pt_s390_gaddr before the free")

@free2 depends on report@
identifier pgtfree.freer, pg;
position p != done.p;
@@

 freer@p(pg);

@script:python depends on report@
p << free2.p;
@@

for at in p:
    coccilib.report.print_report(at, "clear _pt_s390_gaddr before the free")

@free3 depends on report && !pgtfree@
identifier pgtfreeall.freer, pg;
position p != done.p;
@@

 freer@p(pg);

@script:python depends on report@
p << free3.p;
@@

for at in p:
    coccilib.report.print_report(at, "clear _pt_s390_gaddr before the free")
